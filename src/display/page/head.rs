//! What a page says to machines: policy, style, previews, and schema.org.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::markup::Markup;
use super::{Page, Subject};
use crate::display::clean;
use crate::display::summary::days;
use crate::display::summary::{KnownBy, OfKind, Party, Summary};
use crate::language::{Direction, Language, Text};

const STYLE: &str = include_str!("page.css");

/// The longest name and the longest description here, in characters.
const NAME: usize = 150;
const DESCRIPTION: usize = 300;

pub(super) fn write(page: &Page<'_>, out: &mut Markup) {
    out.raw("<!DOCTYPE html>\n<html");
    out.attribute("lang", page.language.tag());
    if page.language.direction() == Direction::RightToLeft {
        out.raw(" dir=\"rtl\"");
    }
    out.raw(">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"");
    let digest = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let policy =
        format!("default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'");
    out.attribute("content", &policy);
    out.raw(">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
    match page.subject {
        Subject::Verified(summary) => of_award(page, summary, out),
        Subject::Unverified(_) => {
            // A claim must not travel as a preview.
            out.raw("<meta name=\"robots\" content=\"noindex\">\n");
            out.element("<title>", page.verdict(), "</title>\n");
            meta("name", "description", page.verdict(), out);
            meta("property", "og:title", page.verdict(), out);
            meta("property", "og:type", "website", out);
        }
    }
    out.raw("<style>");
    out.raw(STYLE);
    out.raw("</style>\n</head>\n");
}

impl Page<'_> {
    /// The verdict in a few words.
    pub(super) fn verdict(&self) -> &str {
        use crate::verify::Verdict;
        let verdict = match self.subject {
            Subject::Verified(summary) => summary.verification().verdict(),
            Subject::Unverified(unverified) => unverified.verdict(),
        };
        self.text(match verdict {
            Verdict::Verified => Text::PageVerified,
            Verdict::VerifiedWithWarnings => Text::PageWarned,
            Verdict::NotVerified => Text::PageFailed,
            Verdict::Undecided => Text::PageUndecided,
        })
    }

    /// A sentence on the badge, for previews and search engines.
    fn description(&self, summary: &Summary) -> String {
        let validity = summary.validity();
        let awarded = validity.awarded().map(|at| days::past(&self.language, at, summary.verification().at()));
        let day = awarded.unwrap_or_else(|| days::begin(&self.language, validity.from()));
        let name = clean::line(summary.achieved().name(), NAME);
        match issuer(summary) {
            Some(issuer) => {
                let values = [("name", &*name), ("issuer", &*issuer), ("day", &*day)];
                self.language.fill(Text::PageDescription, &values)
            }
            None => self.language.fill(Text::PageDescriptionBare, &[("name", &name), ("day", &day)]),
        }
    }
}

/// Who issued it, as far as that can be said where no doubt can be added: the name of one whom the caller trusts, or else the
/// host whose key it is. By their own word anybody can be anybody.
fn issuer(summary: &Summary) -> Option<Cow<'_, str>> {
    let issuer = summary.issuer();
    if issuer.trust().is_trusted() {
        return Some(clean::line(issuer.profile().label(), NAME));
    }
    issuer.key().filter(|key| key.known_by() == KnownBy::ItsDocument)?.host().map(|host| clean::line(host, NAME))
}

fn meta(kind: &'static str, name: &'static str, content: &str, out: &mut Markup) {
    out.raw("<meta");
    out.attribute(kind, name);
    out.attribute("content", content);
    out.raw(">\n");
}

fn of_award(page: &Page<'_>, summary: &Summary, out: &mut Markup) {
    let name = clean::line(summary.achieved().name(), NAME);
    let title = match issuer(summary) {
        Some(issuer) => format!("{name} · {issuer}"),
        None => name.clone().into_owned(),
    };
    let description = page.description(summary);
    out.element("<title>", &title, "</title>\n");
    meta("name", "description", &description, out);
    if let Some(url) = &page.url {
        out.raw("<link rel=\"canonical\"");
        out.attribute("href", url.as_str());
        out.raw(">\n");
        meta("property", "og:url", url.as_str(), out);
    }
    meta("property", "og:type", "website", out);
    meta("property", "og:title", &name, out);
    meta("property", "og:description", &description, out);
    if let Some(image) = &page.image_url {
        meta("property", "og:image", image.as_str(), out);
        meta("property", "og:image:alt", &page.language.fill(Text::PageImage, &[("name", &name)]), out);
    }
    meta("name", "twitter:card", "summary", out);
    out.raw("<script type=\"application/ld+json\">");
    out.json(&Credential::of(page, summary));
    out.raw("</script>\n");
}

/// `EducationalOccupationalCredential` of schema.org. It says what the issuer signed, but nothing of the learner, and of the issuer
/// only what is known.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Credential {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    identifier: String,
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    credential_category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    date_created: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    recognized_by: Organization,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Organization>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    competency_required: Vec<Term>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    educational_alignment: Vec<Alignment>,
}

#[derive(Serialize)]
struct Organization {
    #[serde(rename = "@type")]
    kind: &'static str,
    identifier: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Term {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Alignment {
    #[serde(rename = "@type")]
    kind: &'static str,
    target_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    educational_framework: Option<String>,
}

fn short(text: &str) -> String {
    clean::line(text, NAME).into_owned()
}

fn link(text: &str) -> Option<String> {
    clean::link(text).map(Into::into)
}

impl Credential {
    fn of(page: &Page<'_>, summary: &Summary) -> Self {
        /// More of a kind than this are too many for a search engine.
        const MOST: usize = 12;
        let (achieved, validity) = (summary.achieved(), summary.validity());
        let (profile, is_trusted) = (summary.issuer().profile(), summary.issuer().trust().is_trusted());
        let aligned = summary.aligned_to().iter().flat_map(|group| {
            let framework = group.framework().filter(|_| !group.is_host()).map(short);
            group.targets().iter().filter(|target| target.of().kind() == OfKind::Achievement).map(move |target| {
                Alignment {
                    kind: "AlignmentObject",
                    target_name: short(target.name()),
                    target_url: link(target.url()),
                    educational_framework: framework.clone(),
                }
            })
        });
        let required = summary.shown().iter().map(|shown| Term { kind: "DefinedTerm", name: short(shown.name()) });
        Credential {
            context: "https://schema.org",
            kind: "EducationalOccupationalCredential",
            identifier: short(summary.credential().id()),
            name: short(achieved.name()),
            description: clean::line(achieved.description(), DESCRIPTION).into_owned(),
            credential_category: achieved.kind().map(short),
            in_language: summary.language().map(short),
            version: achieved.version().map(short),
            url: page.url.as_ref().map(ToString::to_string),
            image: page.image_url.as_ref().map(ToString::to_string),
            date_created: validity.awarded().unwrap_or(validity.from()).to_string(),
            expires: validity.until().map(ToString::to_string),
            recognized_by: Organization {
                name: issuer(summary).map(Cow::into_owned),
                url: profile.url().filter(|_| is_trusted).and_then(link),
                ..Organization::of(profile)
            },
            creator: summary.creator().filter(|_| is_trusted).map(Organization::of),
            competency_required: required.take(MOST).collect(),
            educational_alignment: aligned.take(MOST).collect(),
        }
    }
}

impl Organization {
    fn of(party: &Party) -> Self {
        Organization {
            kind: "Organization",
            identifier: short(party.id()),
            name: party.name().map(short),
            url: party.url().and_then(link),
        }
    }
}

/// The language of a text of the badge, where it is another than the page's.
pub(super) fn other_language<'b>(own: Option<&'b str>, page: &Language) -> Option<&'b str> {
    own.filter(|own| crate::text::is_language(own) && !own.eq_ignore_ascii_case(page.tag()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages() {
        let english = Language::english();
        assert_eq!(other_language(Some("es"), &english), Some("es"));
        for none in [None, Some("en"), Some("EN"), Some("\"x"), Some("")] {
            assert_eq!(other_language(none, &english), None);
        }
    }
}
