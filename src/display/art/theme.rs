//! How badges of one family look: colours and shape.

use super::{Colour, Shape};
use crate::error::{Error, Result};
use crate::finding::Code;

/// The contrast that text needs (WCAG 2.2, 1.4.3), and what is drawn (1.4.11).
const OF_TEXT: f64 = 4.5;
const OF_GRAPHICS: f64 = 3.0;

/// The colours and the shape of a badge.
///
/// A theme is made of the colour of the ground; that of the text is then white or nearly black, whichever is seen better
/// on it, and the accent a tint of both. All can be chosen, as long as they can be seen.
///
/// ```
/// use openbadges::display::art::{Colour, Shape, Theme};
///
/// let theme = Theme::new("#8c1d40".parse()?).with_accent("#ffc627".parse()?)?.with_shape(Shape::Shield);
/// assert_eq!(theme.text(), Colour::WHITE);
/// assert!(theme.with_text("#d0a0b0".parse()?).is_err()); // nobody could read it
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Theme {
    ground: Colour,
    accent: Colour,
    text: Colour,
    shape: Shape,
}

impl Theme {
    /// The theme of a ground.
    pub fn new(ground: Colour) -> Self {
        let by_contrast = |text: &Colour| ground.contrast(*text);
        // One of the two has 4.5 at least: with black and white it would be 4.58, and the ink is nearly black.
        let text = if by_contrast(&Colour::WHITE) >= OF_TEXT { Colour::WHITE } else { Colour::INK };
        let text = if by_contrast(&text) >= OF_TEXT { text } else { Colour::new(0, 0, 0) };
        let accent = ground.mixed(64, text).until(OF_GRAPHICS, ground, text);
        Theme { ground, accent, text, shape: Shape::default() }
    }

    /// The theme of one of the nine built-in skills, by its id.
    pub fn of_skill(id: &str) -> Option<Self> {
        let (_, ground, accent) = SKILLS.iter().find(|(skill, ..)| *skill == id)?;
        Some(Theme::of_pair(*ground, *accent))
    }

    /// One of a number of themes that go together, the same for the same text; none of them is that of a built-in skill.
    pub fn of_seed(seed: &str) -> Self {
        let [byte, ..] = crate::text::key(seed);
        let pair = OTHERS.into_iter().cycle().nth(byte.into());
        pair.map_or(Theme::new(Colour::INK), |(ground, accent)| Theme::of_pair(ground, accent))
    }

    fn of_pair(ground: u32, accent: u32) -> Self {
        Theme { accent: Colour::of(accent), ..Theme::new(Colour::of(ground)) }
    }

    /// With this shape instead of the hexagon.
    #[must_use]
    pub fn with_shape(self, shape: Shape) -> Self {
        Theme { shape, ..self }
    }

    /// With this colour for what stands out: the levels reached, and parts of the device.
    ///
    /// # Errors
    /// `art.low-contrast` if it is not seen on the ground: its contrast must be 3 at least (WCAG 2.2, 1.4.11).
    pub fn with_accent(self, accent: Colour) -> Result<Self> {
        self.seen("accent", accent, OF_GRAPHICS)?;
        Ok(Theme { accent, ..self })
    }

    /// With this colour for the text.
    ///
    /// # Errors
    /// `art.low-contrast` if it is not readable on the ground: its contrast must be 4.5 at least (WCAG 2.2, 1.4.3).
    pub fn with_text(self, text: Colour) -> Result<Self> {
        self.seen("text", text, OF_TEXT)?;
        Ok(Theme { text, ..self })
    }

    fn seen(&self, what: &str, colour: Colour, least: f64) -> Result<()> {
        let contrast = colour.contrast(self.ground);
        if contrast >= least {
            return Ok(());
        }
        let ground = self.ground;
        let message = format!("the {what} {colour} has a contrast of {contrast:.2} with {ground}, below {least}");
        Err(Error::input(Code::ArtLowContrast, "", message))
    }

    /// The colour of the ground.
    pub fn ground(&self) -> Colour {
        self.ground
    }

    /// The colour of the text.
    pub fn text(&self) -> Colour {
        self.text
    }

    /// The colour of what stands out.
    pub fn accent(&self) -> Colour {
        self.accent
    }

    /// The shape.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    fn is_dark(&self) -> bool {
        self.text.contrast(Colour::new(0, 0, 0)) > self.ground.contrast(Colour::new(0, 0, 0))
    }

    /// Below the text: further from its colour than the ground, never nearer.
    pub(super) fn field(&self) -> Colour {
        if self.is_dark() { self.ground.mixed(20, Colour::new(0, 0, 0)) } else { self.ground.mixed(42, Colour::WHITE) }
    }

    /// Around a light badge, which would be lost on a white page; around dark ones the white is enough.
    pub(super) fn border(&self) -> Option<Colour> {
        (!self.is_dark()).then(|| self.ink())
    }

    /// The outlines of the device, which stands on white.
    pub(super) fn ink(&self) -> Colour {
        self.ground.mixed(12, Colour::new(0, 0, 0)).until(5.0, Colour::WHITE, Colour::INK)
    }

    /// What of the device is filled: light, so that its outlines stand out.
    pub(super) fn filling(&self) -> Colour {
        if self.is_dark() { self.accent } else { self.ground }
    }

    /// Levels not reached: there to be counted, no more.
    pub(super) fn faint(&self) -> Colour {
        self.ground.mixed(26, self.text)
    }
}

/// Ground and accent of the nine skills: hues of their own, the accents light enough to shine on them.
const SKILLS: [(&str, u32, u32); 9] = [
    ("self-directed-learning", 0x2f45a5, 0xffc94d),
    ("empathy", 0xb3265f, 0xffb8a8),
    ("oral-communication", 0x0f6cb0, 0x9fe3ff),
    ("critical-thinking", 0x0b6b6b, 0xffd166),
    ("resilience", 0x2f7132, 0xc9ec86),
    ("intercultural-fluency", 0x6b3a9c, 0xf9b7e0),
    ("collaboration", 0xb24a12, 0xffd79a),
    ("creative-problem-solving", 0xf2b632, 0x7a3d00),
    ("initiative", 0xb9232c, 0xffc857),
];

/// More of the kind, for what is none of the nine: nobody should take it for one.
const OTHERS: [(u32, u32); 11] = [
    (0x1d3557, 0xf4a261),
    (0x264653, 0xe9c46a),
    (0x4a4e9a, 0xb8e1ff),
    (0x7b2d43, 0xf6c6a8),
    (0x3d5a40, 0xf2cc8f),
    (0x00618a, 0xffd166),
    (0x5a3d7a, 0xa8e6cf),
    (0x7a4a1e, 0xffe0a3),
    (0x006d5b, 0xbdf0d4),
    (0x9a2c6f, 0xffd0e8),
    (0x37474f, 0xffab91),
];
