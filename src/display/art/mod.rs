//! Badge art: an SVG for any achievement, for institutions that have no picture of their own.
//!
//! ```
//! use openbadges::Framework;
//! use openbadges::display::art::Art;
//!
//! let skill = Framework::twenty_first_century_skills().skill("critical-thinking")?;
//! let svg = Art::of(&skill)?.with_issuer("Example College").to_svg();
//! assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
//! assert!(svg.contains(">Critical Thinking</title>"));
//! # Ok::<(), openbadges::Error>(())
//! ```
//!
//! What it draws is the same for the same input, to the byte. It is one `svg` element with a square `viewBox` and needs
//! nothing else: no fonts, styles, scripts or references. It can stand in a page beside others: the only ids are those of its
//! `title` and `desc`, which are made of what is drawn (see [`Art::with_id`]).
//!
//! The picture has no font with it, and nobody knows which one will be there: the names are fitted to the shape by estimated
//! widths, and `textLength` holds those lines that fill it. Names are in any script; from right to left where their
//! first letter is; what they have of markup is text, and what they have of control characters or marks that turn text around
//! is left out. Names too long for three lines at a size that can be read end with an ellipsis; the `title` has them whole,
//! up to a thousand characters.

mod colour;
mod device;
mod fit;
mod mark;
#[cfg(feature = "png")]
mod png;
mod shape;
#[cfg(test)]
mod tests;
mod theme;
mod words;

use std::fmt::Write as _;

pub use colour::Colour;
pub use device::Device;
use fit::{Fitted, Room, fit};
pub use mark::Mark;
pub use shape::Shape;
use shape::{CENTRE, number};
pub use theme::Theme;
use words::End;

use crate::display::seen::is_seen;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::framework::Skill;
use crate::model::{Achievement, AchievementCredential, ProfileRef};
use crate::text::{hex, is_language, key, quoted};

/// More characters nobody listens to; whoever wrote the badge does not say how large the picture gets.
const LONGEST_DESCRIPTION: usize = 5_000;

/// A badge to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Art {
    name: String,
    issuer: Option<String>,
    description: Option<String>,
    language: Option<String>,
    id: Option<String>,
    theme: Theme,
    device: Device,
    levels: Vec<Mark>,
}

impl Art {
    /// The art of something with this name; device and colours are such as the name picks.
    ///
    /// # Errors
    /// `input.empty-text` if there is nothing to be seen of the name.
    pub fn new(name: impl AsRef<str>) -> Result<Self> {
        Art::named(name.as_ref(), name.as_ref())
    }

    /// The art of a skill. Those that have the id of one of the nine built-in skills have its device and colours, others
    /// such as their id picks.
    ///
    /// # Errors
    /// `input.empty-text` if there is nothing to be seen of its name.
    pub fn of(skill: &Skill) -> Result<Self> {
        let language = skill.framework().in_language().map(Into::into);
        Ok(Art { language, ..Art::named(skill.name(), skill.id())? })
    }

    /// The art of an achievement, device and colours as [`of`](Art::of) has them: an id with a fragment, or that ends with
    /// one of the nine built-in skills, is seen as that of a skill. Others pick by their whole.
    ///
    /// # Errors
    /// `input.empty-text` if there is nothing to be seen of its name.
    pub fn of_achievement(achievement: &Achievement) -> Result<Self> {
        let id = achievement.id.trim_end_matches(['/', '#']);
        // In another language it is another edition, which looks the same.
        let id = id.rsplit_once('@').filter(|(_, tag)| is_language(tag)).map_or(id, |(own, _)| own);
        let last = id.rsplit(['/', '#', ':']).next().unwrap_or(id);
        let language = achievement.in_language.clone().filter(|tag| is_language(tag));
        let skill = if Device::of_skill(last).is_some() { Some(last) } else { id.split_once('#').map(|(_, own)| own) };
        let seed = skill.unwrap_or(id);
        Ok(Art { language, ..Art::named(&achievement.name, seed)? })
    }

    /// The art of what a credential is awarded for, with its issuer's name and the levels that its results assert.
    ///
    /// It draws what the credential says and verifies nothing.
    ///
    /// # Errors
    /// `input.empty-text` if there is nothing to be seen of the achievement's name.
    pub fn of_credential(credential: &AchievementCredential) -> Result<Self> {
        let subject = &credential.credential_subject;
        let mut art = Art::of_achievement(&subject.achievement)?.with_levels(mark::of_results(subject));
        if let ProfileRef::Profile(issuer) = &credential.issuer {
            art = art.with_issuer(issuer.name.as_deref().unwrap_or_default());
        }
        Ok(art)
    }

    fn named(name: &str, seed: &str) -> Result<Self> {
        let shown = words::shown(name);
        if !is_seen(&shown) {
            let message = format!("the name {} has nothing that could be seen", quoted(name));
            return Err(Error::input(Code::InputEmpty, "", message));
        }
        Ok(Art {
            name: shown,
            issuer: None,
            description: None,
            language: None,
            id: None,
            theme: Theme::of_skill(seed).unwrap_or_else(|| Theme::of_seed(seed)),
            device: Device::of_skill(seed).unwrap_or_else(|| Device::of_seed(seed)),
            levels: Vec::new(),
        })
    }

    /// With the name of who issues it. One of which nothing can be seen is not drawn.
    #[must_use]
    pub fn with_issuer(self, name: impl AsRef<str>) -> Self {
        let shown = words::shown(name.as_ref());
        Art { issuer: Some(shown).filter(|name| is_seen(name)), ..self }
    }

    /// With these colours and this shape.
    #[must_use]
    pub fn with_theme(self, theme: Theme) -> Self {
        Art { theme, ..self }
    }

    /// With this shape, the colours as they are.
    #[must_use]
    pub fn with_shape(self, shape: Shape) -> Self {
        Art { theme: self.theme.with_shape(shape), ..self }
    }

    /// With this device.
    #[must_use]
    pub fn with_device(self, device: Device) -> Self {
        Art { device, ..self }
    }

    /// With a mark for each sub-competency: they stand around the device, clockwise from the top, one for each level,
    /// those that were reached in the accent. More than [`Mark::MOST`] are told in the description only.
    #[must_use]
    pub fn with_levels(self, levels: impl IntoIterator<Item = Mark>) -> Self {
        Art { levels: levels.into_iter().collect(), ..self }
    }

    /// With the language of the name, a BCP 47 tag, for those who hear it.
    ///
    /// # Errors
    /// `input.unknown-word` if it is no language tag as Open Badges 3.0 has them, such as `en` or `es-MX`.
    pub fn with_language(self, tag: impl Into<String>) -> Result<Self> {
        let tag = tag.into();
        if !is_language(&tag) {
            let message = format!("{} is not a language tag such as `en-US`", quoted(&tag));
            return Err(Error::input(Code::InputUnknownWord, "", message));
        }
        Ok(Art { language: Some(tag), ..self })
    }

    /// With a text for those who do not see the picture, instead of the issuer and the levels, of which it is made
    /// otherwise. What is longer than five thousand characters ends with an ellipsis.
    #[must_use]
    pub fn with_description(self, text: impl AsRef<str>) -> Self {
        Art { description: Some(words::shown_within(text.as_ref(), LONGEST_DESCRIPTION)), ..self }
    }

    /// With this before the ids in the picture. Only letters, digits, `-` and `_` stay of it, a hundred at most; if that is
    /// not all, a hash of the whole is added, so that different texts make different ids. Needed where one page has the same
    /// picture twice: without it, the ids are made of what is drawn, and so they are with an empty one.
    #[must_use]
    pub fn with_id(self, id: impl AsRef<str>) -> Self {
        const LONGEST: usize = 100;
        let id = id.as_ref();
        let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let mut plain: String = id.chars().filter(is_plain).take(LONGEST).collect();
        if plain != id {
            plain =
                [plain.as_str(), &digest(id)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        }
        Art { id: Some(plain).filter(|plain| !plain.is_empty()), ..self }
    }

    /// The name as it is shown: in one line, without what nobody could see.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The theme.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// The device.
    pub fn device(&self) -> Device {
        self.device
    }

    /// The picture, as one `svg` element.
    pub fn to_svg(&self) -> String {
        let picture = self.picture();
        let description = self.described();
        let id = match &self.id {
            Some(id) => format!("art-{id}"),
            None => format!("art-{}", digest(&format!("{}\n{description}\n{picture}", self.name))),
        };
        let mut svg = String::from(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"512\" height=\"512\" viewBox=\"0 0 512 512\"",
        );
        if let Some(language) = &self.language {
            _ = write!(svg, " lang=\"{language}\" xml:lang=\"{language}\"");
        }
        let described = !description.is_empty();
        _ = write!(svg, " role=\"img\" aria-labelledby=\"{id}-t");
        if described {
            _ = write!(svg, " {id}-d");
        }
        _ = write!(svg, "\">\n<title id=\"{id}-t\">{}</title>\n", escaped(&self.name));
        if described {
            _ = writeln!(svg, "<desc id=\"{id}-d\">{}</desc>", escaped(&description));
        }
        svg + &picture + "</svg>\n"
    }

    /// What is told to those who do not see it, beside the name: words of the badge only, so that it is in its language.
    fn described(&self) -> String {
        if let Some(description) = &self.description {
            return description.clone();
        }
        let mut told = self.issuer.clone().unwrap_or_default();
        for level in &self.levels {
            // Enough to see that it is too long.
            if told.len() > 4 * LONGEST_DESCRIPTION {
                break;
            }
            let before = if told.is_empty() { "" } else { "; " };
            _ = write!(told, "{before}{level}");
        }
        words::cut(told, LONGEST_DESCRIPTION)
    }

    fn picture(&self) -> String {
        let (theme, shape, at) = (self.theme, self.theme.shape(), number(self.theme.shape().device_at()));
        let mut out = String::new();
        _ = writeln!(out, "<path fill=\"{}\" d=\"{}\"/>", Colour::WHITE, shape.outline(100.0));
        let body = shape.outline(95.6);
        _ = writeln!(out, "<path fill=\"{}\" d=\"{body}\"/>", theme.ground());
        _ = writeln!(out, "<path fill=\"{}\" d=\"{}\"/>", theme.field(), shape.field(95.6));
        if let Some(border) = theme.border() {
            _ = writeln!(out, "<path fill=\"none\" stroke=\"{border}\" stroke-width=\"5\" d=\"{body}\"/>");
        }
        let hairline = shape.outline(91.0);
        _ = writeln!(out, "<path fill=\"none\" stroke=\"{}\" stroke-width=\"2.5\" d=\"{hairline}\"/>", theme.accent());
        _ = writeln!(out, "<g transform=\"translate(256 {at})\" fill=\"none\">");
        out.push_str(&mark::ring(&self.levels, &theme));
        _ = writeln!(out, "<circle r=\"79\" fill=\"#ffffff\"/>");
        _ = writeln!(
            out,
            "<g stroke=\"{}\" stroke-width=\"6\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{}</g>",
            theme.ink(),
            self.device.draw(theme.ink(), theme.filling())
        );
        out.push_str("</g>\n");
        self.write_texts(&mut out);
        out
    }

    fn write_texts(&self, out: &mut String) {
        let shape = self.theme.shape();
        let (top, bottom) = shape.text_zone();
        let of_name = |bottom| {
            fit(
                &self.name,
                &Room { shape, top, bottom, largest: 56, smallest: 22, lines: &[100, 97, 88], worst: End::Torn },
            )
        };
        let Some(issuer) = &self.issuer else {
            return self.write_text(&self.name, &of_name(bottom), 700, out);
        };
        // The room is shared as it serves both, the name more than the issuer.
        let shared = |reserved: u8| {
            let name = of_name(bottom - f64::from(reserved));
            let room = Room {
                shape,
                top: name.bottom + 6.0,
                bottom,
                largest: 24,
                smallest: 15,
                lines: &[100, 82],
                worst: End::Guess,
            };
            let issuer = fit(issuer, &room);
            (name.merit * issuer.merit.sqrt(), name, issuer)
        };
        let ways = (24..=68).step_by(4).map(shared);
        let best = ways.reduce(|best, way| if way.0 > best.0 { way } else { best });
        if let Some((_, fitted, of_issuer)) = best {
            self.write_text(&self.name, &fitted, 700, out);
            self.write_text(issuer, &of_issuer, 500, out);
        }
    }

    /// One element for each line: so each is a paragraph of its own, however its script runs.
    fn write_text(&self, whole: &str, fitted: &Fitted, weight: u16, out: &mut String) {
        let direction = if words::is_right_to_left(whole) { " direction=\"rtl\"" } else { "" };
        _ = writeln!(
            out,
            "<g fill=\"{}\" font-family=\"system-ui, sans-serif\" font-size=\"{}\" font-weight=\"{weight}\" text-anchor=\"middle\"{direction}>",
            self.theme.text(),
            fitted.size,
        );
        for line in &fitted.lines {
            let baseline = number(line.baseline);
            let length = line
                .length
                .map(|length| format!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", number(length)));
            let text = escaped(&line.text);
            _ = writeln!(out, "<text x=\"{CENTRE}\" y=\"{baseline}\"{}>{text}</text>", length.unwrap_or_default());
        }
        out.push_str("</g>\n");
    }
}

/// The first bytes of a hash, in hexadecimal digits.
fn digest(text: &str) -> String {
    let key = key(text);
    hex(key.first_chunk::<6>().unwrap_or(&[0; 6]))
}

/// Text for XML, in elements and attributes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
