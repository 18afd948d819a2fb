//! Colours, and how well one is seen on another.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// An opaque colour of sRGB, written `#rrggbb`.
///
/// ```
/// use openbadges::display::art::Colour;
///
/// let navy: Colour = "#1D3557".parse()?;
/// assert_eq!(navy.to_string(), "#1d3557");
/// assert!(navy.contrast(Colour::WHITE) > 12.0);
/// assert!("navy".parse::<Colour>().is_err());
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour([u8; 3]);

impl Colour {
    /// White.
    pub const WHITE: Colour = Colour([0xff; 3]);
    /// Near enough to black, and softer on white.
    pub(super) const INK: Colour = Colour([0x14, 0x14, 0x1c]);

    /// Of its red, green and blue.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Colour([red, green, blue])
    }

    pub(super) const fn of(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Colour([red, green, blue])
    }

    /// The contrast with another colour, from 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance, from 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// This colour with so much of another in it.
    pub(super) fn mixed(self, percent: u8, other: Colour) -> Self {
        let part = u32::from(percent.min(100));
        let [red, green, blue] = self.0;
        let [more_red, more_green, more_blue] = other.0;
        let mix = |a: u8, b: u8| {
            let sum = u32::from(a) * (100 - part) + u32::from(b) * part;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Colour([mix(red, more_red), mix(green, more_green), mix(blue, more_blue)])
    }

    /// The first of this colour and its mixtures with `towards` that has so much contrast with `on`; `towards` itself if
    /// none has.
    pub(super) fn until(self, least: f64, on: Colour, towards: Colour) -> Self {
        let mixtures = (0..100).step_by(4).map(|percent| self.mixed(percent, towards));
        mixtures.into_iter().find(|mixed| mixed.contrast(on) >= least).unwrap_or(towards)
    }
}

impl FromStr for Colour {
    type Err = Error;

    /// # Errors
    /// `art.not-a-colour` for anything but `#` and six hexadecimal digits.
    fn from_str(text: &str) -> Result<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(rgb) => Ok(Colour::of(rgb)),
            None => {
                let message = format!("{} is not a colour of the form `#rrggbb`", quoted(text));
                Err(Error::input(Code::ArtNotAColour, "", message))
            }
        }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}
