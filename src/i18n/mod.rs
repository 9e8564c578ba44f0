//! Every text of the page, in every language, as plain data.
//!
//! A message is declared once with all its translations side by side, so that a missing
//! translation does not compile. The English text is the documentation of the message.

use infoplane_core::named_enum;

pub mod bench;
pub mod claims;
pub mod closer;
pub mod distributions;
pub mod draw;
pub mod export;
pub mod front;
pub mod ground_truth;
pub mod learning;
pub mod measures;
pub mod neuron;
pub mod own;
pub mod run_file;
pub mod scrub;
pub mod shell;
pub mod training;
pub mod update;
pub mod widgets;
pub mod zoom;

named_enum! {
    /// A language of the page.
    pub enum Lang {
        /// English.
        English = "en",
        /// Simplified Chinese.
        Chinese = "zh",
    }
}

impl Lang {
    /// The name in the language itself, as a switch shows it.
    pub const fn endonym(self) -> &'static str {
        match self {
            Self::English => "EN",
            Self::Chinese => "中文",
        }
    }

    /// The value of the document's `lang` attribute.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// The catalogue of the language.
    pub const fn messages(self) -> &'static Messages {
        match self {
            Self::English => &Messages { lang: Self::English },
            Self::Chinese => &Messages { lang: Self::Chinese },
        }
    }

    /// The first of a browser's preferred languages that the page speaks; English if none.
    ///
    /// ```
    /// use infoplane::i18n::Lang;
    /// assert_eq!(Lang::preferred(["fr", "zh-TW", "en"]), Lang::Chinese);
    /// ```
    pub fn preferred<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        let spoken = |tag: &str| Self::from_name(tag.split(['-', '_']).next().unwrap_or_default());
        tags.into_iter().find_map(|tag| spoken(&tag.to_ascii_lowercase())).unwrap_or(Self::English)
    }
}

/// Declares an area of the catalogue: texts, then sentences with parameters, each in English and Chinese.
macro_rules! messages {
    ($(#[$meta:meta])* $area:ident {
        $($name:ident: $english:literal, $chinese:literal;)*
    } $(with {
        $($sentence:ident($($arg:ident: $ty:ty),*): $en:expr, $zh:expr;)*
    })?) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub struct $area {
            $(#[doc = $english] pub $name: &'static str,)*
            $($(#[doc = concat!("A sentence about ", stringify!($($arg),*), ".")]
            pub $sentence: fn($($ty),*) -> String,)*)?
        }

        impl $area {
            /// In English.
            pub const ENGLISH: Self = Self {
                $($name: $english,)*
                $($($sentence: |$($arg),*| $en,)*)?
            };
            /// In simplified Chinese.
            pub const CHINESE: Self = Self {
                $($name: $chinese,)*
                $($($sentence: |$($arg),*| $zh,)*)?
            };
        }
    };
}
use messages;

/// Declares the catalogue from its areas.
macro_rules! catalogue {
    ($($(#[$meta:meta])* $field:ident: $area:ty,)+) => {
        /// Every text of the page in one language, by areas. Each area is a function, so that its texts belong to those
        /// parts of the program that call it, and no page fetches those of another.
        #[derive(Clone, Copy, Debug)]
        pub struct Messages { lang: Lang }

        impl Messages {
            $($(#[$meta])* pub const fn $field(&self) -> &'static $area {
                match self.lang {
                    Lang::English => &<$area>::ENGLISH,
                    Lang::Chinese => &<$area>::CHINESE,
                }
            })+
        }
    };
}

catalogue! {
    /// The frame around every page.
    shell: shell::Shell,
    /// Names of the labs, for menus, titles and cards.
    labs: shell::Labs,
    /// What is said about a link that cannot be followed in full.
    link: shell::Link,
    /// Controls and figures.
    widgets: widgets::Widgets,
    /// Names and explanations of the quantities.
    measures: measures::Measures,
    /// The front page.
    front: front::Front,
    /// The Distributions lab.
    distributions: distributions::Distributions,
    /// The run that the Classifier and Information plane labs share.
    training: training::Training,
    /// The Classifier lab.
    classifier: training::Classifier,
    /// The run as a file.
    run_file: run_file::RunFile,
    /// A digit of the reader's own.
    draw: draw::Draw,
    /// The Information plane lab.
    plane: training::Plane,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_browser_language_falls_back_to_english() {
        assert_eq!(Lang::preferred(["fr", "de-AT"]), Lang::English);
        assert_eq!(Lang::preferred([]), Lang::English);
    }

    #[test]
    fn every_language_has_its_own_catalogue() {
        assert_ne!(Lang::English.messages().shell().share, Lang::Chinese.messages().shell().share);
    }
}
