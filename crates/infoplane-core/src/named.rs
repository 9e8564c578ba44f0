//! Enums whose variants have a stable name, as links and command lines spell them.

/// Declares a field-less enum with `ALL`, `name` and `from_name`.
///
/// ```
/// infoplane_core::named_enum! {
///     /// A direction.
///     pub enum Turn {
///         /// Toward the left hand.
///         Left = "left",
///         /// Toward the right hand.
///         Right = "right",
///     }
/// }
/// assert_eq!((Turn::Left.name(), Turn::from_name("left")), ("left", Some(Turn::Left)));
/// assert_eq!(Turn::ALL.len(), 2);
/// ```
#[macro_export]
macro_rules! named_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every variant, in the order a menu shows them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name links and command lines use; never translated, never changed.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The variant of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.name() == name)
            }
        }
    };
}
