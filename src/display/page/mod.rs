//! A badge as a page of HTML: one file, for people.
//!
//! [`Page`] needs nothing else: no script, no font, no request to anybody, which its Content-Security-Policy also forbids. It can be
//! read in a minute, on a phone, in the dark, and by ear, and printed on one sheet. What it says of a badge is what the
//! [`Summary`] has, with what nobody verified set apart; of a badge that is not verified it says so first, then why, and what the
//! badge claims only as a claim.
//!
//! Texts of the badge are escaped, cut to a readable length, and freed of what would turn or cover the text around them.
//! Markdown becomes paragraphs, lists, emphasis, code and links to the web; HTML in it is shown as text, and images are not
//! loaded. A page has less than 60 kB beside its image, whatever the badge is.

mod about;
mod award;
mod checks;
mod facts;
mod head;
mod markdown;
mod markup;
mod picture;
mod shown;
mod unverified;

use std::fmt;

use url::Url;

use self::markup::Markup;
pub(super) use self::markup::escape;
use self::picture::Picture;
use super::places::web_url;
use super::summary::{Summary, Unverified};
use crate::error::Result;
use crate::language::{Language, Text};
use crate::text::file_stem;
use crate::verify::Verdict;

/// A page about a badge. `Display` is the HTML.
///
/// ```
/// use openbadges::display::page::Page;
/// use openbadges::display::summary::Summary;
/// use openbadges::language::Language;
/// use openbadges::verify::{Resources, Verifier};
///
/// let badge = include_bytes!("../../../fixtures/golden/critical-thinking.json");
/// let now = "2026-07-01T00:00:00Z".parse().unwrap();
/// let verified = Verifier::default().verify(badge, &Resources::new(), now).into_verified().unwrap();
/// let summary = Summary::of(&verified);
/// let page = Page::of(&summary).with_language(Language::spanish()).with_url("https://badges.example.edu/a/1")?;
/// assert!(page.to_html().starts_with("<!DOCTYPE html>\n<html lang=\"es\""));
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Page<'s> {
    subject: Subject<'s>,
    language: Language,
    picture: Option<Picture>,
    url: Option<Url>,
    image_url: Option<Url>,
}

#[derive(Debug, Clone, Copy)]
enum Subject<'s> {
    Verified(&'s Summary),
    Unverified(&'s Unverified),
}

impl<'s> Page<'s> {
    /// Of a badge that is verified. The picture is the badge's own, if it has one inside; one behind a link is not loaded.
    pub fn of(summary: &'s Summary) -> Self {
        let own = summary.achieved().image().and_then(|image| Picture::of_badge(image.uri()));
        Page { picture: own, ..Page::blank(Subject::Verified(summary)) }
    }

    /// Of a badge that is not. It has no picture: one would speak for the badge.
    ///
    /// ```
    /// use openbadges::display::page::Page;
    /// use openbadges::display::summary::Unverified;
    /// use openbadges::verify::{Resources, Verifier};
    ///
    /// let badge = include_str!("../../../fixtures/golden/critical-thinking.json").replace("Proficient", "Exemplary");
    /// let now = "2026-07-01T00:00:00Z".parse().unwrap();
    /// let report = Verifier::default().verify(badge.as_bytes(), &Resources::new(), now);
    /// let unverified = Unverified::of(&report).unwrap();
    /// assert!(Page::of_unverified(&unverified).to_html().contains("<h1>Not verified</h1>"));
    /// ```
    pub fn of_unverified(unverified: &'s Unverified) -> Self {
        Page::blank(Subject::Unverified(unverified))
    }

    fn blank(subject: Subject<'s>) -> Self {
        Page { subject, language: Language::english(), picture: None, url: None, image_url: None }
    }

    /// With the words of a language; English without this. What the badge says stays in its own.
    pub fn with_language(self, language: Language) -> Self {
        Page { language, ..self }
    }

    /// With a picture of the badge, PNG or SVG, in place of its own. The page of a badge that is not verified has none.
    ///
    /// # Errors
    /// `input.not-an-image` if the bytes begin as neither PNG nor SVG.
    pub fn with_image(self, bytes: &[u8]) -> Result<Self> {
        Ok(Page { picture: Some(Picture::of_caller(bytes)?), ..self })
    }

    /// With the address at which it will be published.
    ///
    /// # Errors
    /// `input.not-a-url` for what is no `http` or `https` URL.
    pub fn with_url(self, url: &str) -> Result<Self> {
        Ok(Page { url: Some(web_url(url)?), ..self })
    }

    /// With the address of a picture for places that show links to the page (Open Graph): they take none from inside it. The
    /// page itself does not load it.
    ///
    /// # Errors
    /// `input.not-a-url` for what is no `http` or `https` URL.
    pub fn with_image_url(self, url: &str) -> Result<Self> {
        Ok(Page { image_url: Some(web_url(url)?), ..self })
    }

    /// A name for the file.
    pub fn file_name(&self) -> String {
        let stem = match self.subject {
            Subject::Verified(summary) => file_stem(summary.achieved().name()).unwrap_or_else(|| "badge".into()),
            Subject::Unverified(_) => "not-verified".into(),
        };
        format!("{stem}.html")
    }

    /// The HTML.
    pub fn to_html(&self) -> String {
        let mut out = Markup::default();
        head::write(self, &mut out);
        let class = match self.subject {
            Subject::Verified(_) => "<body>\n",
            Subject::Unverified(unverified) if unverified.verdict() == Verdict::NotVerified => {
                "<body class=\"failed\">\n"
            }
            Subject::Unverified(_) => "<body class=\"open\">\n",
        };
        out.raw(class);
        match self.subject {
            Subject::Verified(summary) => award::write(self, summary, &mut out),
            Subject::Unverified(unverified) => unverified::write(self, unverified, &mut out),
        }
        out.raw("</body>\n</html>\n");
        out.finish()
    }

    fn text(&self, text: Text) -> &str {
        self.language.text(text)
    }
}

impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_html())
    }
}
