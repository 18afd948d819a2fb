//! HTML to put into other pages.

use url::Url;

use super::web_url;
use crate::display::clean;
use crate::display::page::escape;
use crate::display::summary::Summary;
use crate::error::Result;
use crate::language::{Language, Text};

/// A piece of HTML for other pages: the badge's picture, as a link to where the badge can be seen.
///
/// ```
/// use openbadges::display::places::Embed;
/// use openbadges::display::summary::Summary;
/// use openbadges::verify::{Resources, Verifier};
///
/// let badge = include_bytes!("../../../fixtures/golden/critical-thinking.json");
/// let now = "2026-07-01T00:00:00Z".parse().unwrap();
/// let verified = Verifier::default().verify(badge, &Resources::new(), now).into_verified().unwrap();
/// let summary = Summary::of(&verified);
/// let embed = Embed::of(&summary, "https://badges.example.edu/a/1", "https://badges.example.edu/a/1.svg")?;
/// assert_eq!(
///     embed.to_html(),
///     "<a href=\"https://badges.example.edu/a/1\"><img src=\"https://badges.example.edu/a/1.svg\" \
///      alt=\"Critical Thinking, a badge from Example Community College\" width=\"160\" height=\"160\"></a>"
/// );
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Embed<'s> {
    summary: &'s Summary,
    page: Url,
    image: Url,
    width: u16,
    height: u16,
    language: Language,
}

impl<'s> Embed<'s> {
    /// With the addresses of the badge's page and of its picture.
    ///
    /// # Errors
    /// `input.not-a-url` if one of them is no `http` or `https` URL.
    pub fn of(summary: &'s Summary, page: &str, image: &str) -> Result<Self> {
        let (page, image) = (web_url(page)?, web_url(image)?);
        Ok(Embed { summary, page, image, width: 160, height: 160, language: Language::english() })
    }

    /// With the size at which it is shown, in pixels; 160 by 160 by default.
    pub fn with_size(self, width: u16, height: u16) -> Self {
        Embed { width, height, ..self }
    }

    /// With the words of a language.
    pub fn with_language(self, language: Language) -> Self {
        Embed { language, ..self }
    }

    /// The HTML.
    pub fn to_html(&self) -> String {
        let (name, issuer) = (self.summary.achieved().name(), self.summary.issuer().profile().label());
        let (name, issuer) = (clean::line(name, 200), clean::line(issuer, 200));
        let alt = self.language.fill(Text::PlacesImage, &[("name", &name), ("issuer", &issuer)]);
        let mut out = String::from("<a href=\"");
        escape(self.page.as_str(), &mut out);
        out.push_str("\"><img src=\"");
        escape(self.image.as_str(), &mut out);
        out.push_str("\" alt=\"");
        escape(&alt, &mut out);
        out.push_str(&format!("\" width=\"{}\" height=\"{}\"></a>", self.width, self.height));
        out
    }
}
