//! One quantity, one color, everywhere: semantic inks and what they are in either theme.

/// What a color means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ink {
    /// The true distribution p.
    P,
    /// The model's distribution q.
    Q,
    /// Entropy.
    Entropy,
    /// The area that entropy fills.
    EntropyFill,
    /// Cross-entropy.
    CrossEntropy,
    /// The area that cross-entropy fills.
    CrossEntropyFill,
    /// KL divergence.
    Kl,
    /// The area that KL divergence fills.
    KlFill,
    /// Mutual information.
    MutualInformation,
    /// The area that mutual information fills.
    MutualInformationFill,
    /// Text that is read first.
    Text,
    /// Text of axes.
    Muted,
    /// Grid lines.
    Grid,
    /// What the figure lies on.
    Surface,
    /// The class of that index; repeats after ten.
    Class(usize),
    /// Progress of training, from 0 to 1.
    Epoch(f64),
    /// A signed weight: blue is positive, orange negative.
    Positive,
    /// See [`Ink::Positive`].
    Negative,
}

impl Ink {
    /// This ink, see-through to the given degree (1 is opaque).
    pub const fn opacity(self, opacity: f64) -> Paint {
        Paint { ink: self, opacity }
    }
}

/// An ink and how much it covers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    /// The ink.
    pub ink: Ink,
    /// 0 is invisible, 1 opaque.
    pub opacity: f64,
}

impl From<Ink> for Paint {
    fn from(ink: Ink) -> Self {
        Self { ink, opacity: 1.0 }
    }
}

/// Light or dark surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark ink on white.
    Light,
    /// Light ink on dark.
    Dark,
}

/// A color as a screen mixes it: red, green, blue.
pub type Rgb = (u8, u8, u8);

const CLASSES_LIGHT: [u32; 10] =
    [0x1f62b3, 0xc06010, 0x148054, 0x8b3fb5, 0xb4133b, 0x007488, 0x7a5c1e, 0xb5308a, 0x4f5d75, 0x667300];
const CLASSES_DARK: [u32; 10] =
    [0x6fb1f5, 0xf2a65a, 0x5ccb9b, 0xc79cf2, 0xf37a96, 0x4fc9dc, 0xcfae6a, 0xf08ad0, 0xa9b6c9, 0xb9c95a];
/// Dark blue over teal and green to yellow, rising in lightness throughout.
const EPOCHS_LIGHT: [u32; 6] = [0x35328c, 0x2169a8, 0x1b8f89, 0x4ba44c, 0xa5b02a, 0xe2b93b];
const EPOCHS_DARK: [u32; 6] = [0x4b4fc4, 0x3282c4, 0x27a59b, 0x62c56b, 0xb6cf45, 0xf0dc4e];

impl Theme {
    /// The color of an ink, as style sheets and canvases write it.
    pub fn css(self, ink: Ink) -> String {
        let (red, green, blue) = self.color(ink);
        format!("rgb({red} {green} {blue})")
    }

    /// The color of an ink in this theme.
    pub fn color(self, ink: Ink) -> Rgb {
        let (light, dark) = match ink {
            Ink::P => (0x2f3b4c, 0xc9d4e2),
            Ink::Q => (0x6a3fc0, 0xb79cf2),
            Ink::Entropy | Ink::Positive => (0x0b62b0, 0x6fb1f5),
            Ink::EntropyFill => (0xcfe3f6, 0x1d3a57),
            Ink::CrossEntropy | Ink::Negative => (0xb45800, 0xf2a65a),
            Ink::CrossEntropyFill => (0xf7dfc4, 0x4a3319),
            Ink::Kl => (0xb4133b, 0xf37a96),
            Ink::KlFill => (0xf3c6d1, 0x4f2030),
            Ink::MutualInformation => (0x0a7a50, 0x5ccb9b),
            Ink::MutualInformationFill => (0xcdebdd, 0x17402f),
            Ink::Text => (0x1c2430, 0xe8ebef),
            Ink::Muted => (0x5b6472, 0x9aa5b3),
            Ink::Grid => (0xe3e0d8, 0x2c3541),
            Ink::Surface => (0xffffff, 0x1a2029),
            Ink::Class(class) => (CLASSES_LIGHT[class % 10], CLASSES_DARK[class % 10]),
            Ink::Epoch(t) => return self.epoch(t),
        };
        rgb(if self == Self::Light { light } else { dark })
    }

    /// The color along the epoch map; outside [0, 1] the nearer end.
    fn epoch(self, t: f64) -> Rgb {
        let stops = if self == Self::Light { EPOCHS_LIGHT } else { EPOCHS_DARK };
        let place = t.clamp(0.0, 1.0) * (stops.len() - 1) as f64;
        let below = (place as usize).min(stops.len() - 2);
        mix(rgb(stops[below]), rgb(stops[below + 1]), place - below as f64)
    }
}

/// The color a share `t` of the way from `from` to `to`.
pub fn mix(from: Rgb, to: Rgb, t: f64) -> Rgb {
    let channel = |a: u8, b: u8| (f64::from(a) + t * (f64::from(b) - f64::from(a))).round() as u8;
    (channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}

const fn rgb(hex: u32) -> Rgb {
    ((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of WCAG 2.
    fn luminance(color: Rgb) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.0) + 0.7152 * linear(color.1) + 0.0722 * linear(color.2)
    }

    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_class_stands_out_three_to_one_in_both_themes() {
        for theme in [Theme::Light, Theme::Dark] {
            for class in 0..10 {
                assert!(contrast(theme.color(Ink::Class(class)), theme.color(Ink::Surface)) >= 3.0);
            }
        }
    }

    #[test]
    fn text_inks_stand_out_four_and_a_half_to_one_in_both_themes() {
        let inks = [
            Ink::Text,
            Ink::Muted,
            Ink::Entropy,
            Ink::CrossEntropy,
            Ink::Kl,
            Ink::MutualInformation,
            Ink::P,
            Ink::Q,
        ];
        for theme in [Theme::Light, Theme::Dark] {
            for ink in inks {
                let ratio = contrast(theme.color(ink), theme.color(Ink::Surface));
                assert!(ratio >= 4.5, "{ink:?} in {theme:?}: {ratio}");
            }
        }
    }

    #[test]
    fn epoch_colors_grow_lighter() {
        for theme in [Theme::Light, Theme::Dark] {
            let lightness: Vec<f64> =
                (0..=50).map(|i| luminance(theme.color(Ink::Epoch(f64::from(i) / 50.0)))).collect();
            assert!(lightness.windows(2).all(|w| w[1] >= w[0]));
        }
    }

    #[test]
    fn half_way_between_black_and_white_is_gray() {
        assert_eq!(mix((0, 0, 0), (255, 255, 255), 0.5), (128, 128, 128));
    }
}
