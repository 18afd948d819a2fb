//! The page of a badge that is verified.

use super::Page;
use super::facts::{ADDRESS, COMMENT, DESCRIPTION, NAME, NARRATIVE, ROWS, each};
use super::head::other_language;
use super::markup::Markup;
use crate::display::clean;
use crate::display::seen::is_seen;
use crate::display::summary::days;
use crate::display::summary::{About, EndorsedPart, KnownBy, Status, Summary, Trust};
use crate::language::Text;
use crate::verify::Verdict;

/// A name with more characters than this is set smaller.
const LONG: usize = 60;

/// A check mark in a circle; the word stands beside it.
const PASSED: &str = "<svg viewBox=\"0 0 32 32\" aria-hidden=\"true\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.5\" \
                      stroke-linecap=\"round\" stroke-linejoin=\"round\"><circle cx=\"16\" cy=\"16\" r=\"14\"/>\
                      <path d=\"M9.5 16.6l4.5 4.5 8.6-9.7\"/></svg>";

pub(super) fn write(page: &Page<'_>, summary: &Summary, out: &mut Markup) {
    let own = other_language(summary.language(), &page.language);
    let award = Award { page, summary, own };
    out.element("<a class=\"skip\" href=\"#shown\">", page.text(Text::PageSkip), "</a>\n");
    out.raw("<main>\n");
    award.verdict(out);
    award.head(out);
    award.facts(out);
    award.shown(out);
    out.raw("<div class=\"two\">\n");
    award.evidence(out);
    award.about(out);
    out.raw("</div>\n");
    award.endorsements(out);
    award.asserted(out);
    out.raw("<div class=\"folds\">\n");
    award.criteria(out);
    page.checks(summary.verification().checks(), award.signature().as_deref(), out);
    out.raw("</div>\n</main>\n");
    page.footer(Some(summary.credential().id()), out);
}

pub(super) struct Award<'p> {
    pub(super) page: &'p Page<'p>,
    pub(super) summary: &'p Summary,
    /// The language of the badge, if it is not the page's.
    pub(super) own: Option<&'p str>,
}

impl Award<'_> {
    pub(super) fn text(&self, text: Text) -> &str {
        self.page.text(text)
    }

    fn verdict(&self, out: &mut Markup) {
        let verification = self.summary.verification();
        let said = match verification.verdict() {
            Verdict::Verified => Text::PageVerifiedOn,
            _ => Text::PageWarnedOn,
        };
        let day = self.page.day(verification.at());
        out.raw("<div class=\"verdict\">");
        out.raw(PASSED);
        out.element("<div><p class=\"word\">", self.page.verdict(), "</p>");
        out.element("<p>", &self.page.language.fill(said, &[("day", &day)]), "</p>");
        if !verification.warnings().is_empty() {
            self.page.reasons(verification.warnings(), out);
        }
        out.raw("</div></div>\n");
    }

    fn head(&self, out: &mut Markup) {
        let achieved = self.summary.achieved();
        match &self.page.picture {
            Some(picture) => {
                out.raw("<header class=\"head\">\n<img");
                out.image(picture.uri());
                let name = clean::line(achieved.name(), NAME);
                out.attribute("alt", &self.page.language.fill(Text::PageImage, &[("name", &name)]));
                out.raw(">\n");
            }
            None => out.raw("<header class=\"head bare\">\n"),
        }
        out.raw("<div>");
        if let Some(kind) = achieved.kind() {
            out.raw("<p class=\"kind\">");
            match kind {
                "MicroCredential" => out.own(self.text(Text::PageMicroCredential)),
                "Badge" => out.own(self.text(Text::PageBadge)),
                // The other words of the standard are English, such as `CertificateOfCompletion`.
                other => out.bdi_in(other_language(Some("en"), &self.page.language), &spaced(other), 60),
            }
            out.raw("</p>");
        }
        // A long name in large letters would be all that is seen.
        out.raw(if achieved.name().chars().nth(LONG).is_some() { "<h1 class=\"long\">" } else { "<h1>" });
        let before = out.len();
        out.bdi_in(self.own, achieved.name(), NAME);
        if out.is_blank_from(before) {
            out.foreign(self.summary.credential().id(), NAME);
        }
        out.raw("</h1>");
        out.raw("<p class=\"lead\">");
        out.bdi_in(self.own, achieved.description(), DESCRIPTION);
        out.raw("</p></div>\n</header>\n");
    }

    /// Who, by whom, when: what is looked for first.
    fn facts(&self, out: &mut Markup) {
        out.raw("<dl class=\"facts\">\n");
        self.awarded_to(out);
        self.issued_by(out);
        self.awarded_on(out);
        out.raw("</dl>\n");
    }

    fn awarded_to(&self, out: &mut Markup) {
        let recipient = self.summary.recipient();
        let name = self.summary.asserted().iter().find(|asserted| asserted.about() == About::LearnerName);
        out.element("<div><dt>", self.text(Text::PageAwardedTo), "</dt><dd>");
        // A name that the person given has is not only the issuer's word.
        let fits = recipient.matched_by().iter().find(|by| by.kind() == "name").and_then(|by| by.value());
        let told = fits.or(name.map(|name| name.value())).filter(|name| is_seen(name));
        match (told, recipient.id()) {
            (Some(name), _) => out.bdi(name, NAME),
            (None, Some(id)) => {
                out.raw("<span class=\"id\">");
                out.bdi(id, ADDRESS);
                out.raw("</span>");
            }
            (None, None) => out.own(self.text(Text::PageNotNamed)),
        }
        if told.is_some() && fits.is_none() {
            self.small(self.text(Text::PageNameStated), out);
        }
        let kinds = |kinds: Vec<&str>| {
            let mut names: Vec<String> = Vec::new();
            for kind in kinds.into_iter().take(4) {
                let kind = match kind {
                    "emailAddress" | "email" => self.text(Text::PageEmail).to_owned(),
                    "name" => self.text(Text::PageName).to_owned(),
                    other => clean::line(other, 40).into_owned(),
                };
                if !names.contains(&kind) {
                    names.push(kind);
                }
            }
            self.page.language.list(&names)
        };
        let checked = kinds(recipient.matched_by().iter().map(|by| by.kind()).collect());
        let open = kinds(recipient.hashed().iter().map(String::as_str).collect());
        let identity = match (recipient.is_checked(), open.is_empty()) {
            (true, _) if recipient.is_weak() => self.page.language.fill(Text::PageIdentityWeak, &[("kinds", &checked)]),
            (true, _) => self.page.language.fill(Text::PageIdentityChecked, &[("kinds", &checked)]),
            (false, false) => self.page.language.fill(Text::PageIdentityOpen, &[("kinds", &open)]),
            (false, true) => self.text(Text::PageIdentityNone).to_owned(),
        };
        self.small(&identity, out);
        out.raw("</dd></div>\n");
    }

    fn issued_by(&self, out: &mut Markup) {
        let issuer = self.summary.issuer();
        out.element("<div><dt>", self.text(Text::PageIssuedBy), "</dt><dd>");
        out.linked(None, issuer.profile().label(), issuer.profile().url());
        let known = issuer.key().map(|key| (key.known_by(), key.host()));
        let said = match (issuer.trust(), known) {
            (Trust::Trusted, _) => self.text(Text::PageIssuerTrusted).to_owned(),
            (_, Some((KnownBy::ItsDocument, Some(host)))) => {
                self.page.language.fill(Text::PageIssuerHost, &[("host", &clean::line(host, NAME))])
            }
            _ => self.text(Text::PageIssuerKey).to_owned(),
        };
        self.small(&said, out);
        if issuer.is_recipient() {
            self.small(self.text(Text::PageIssuerSelf), out);
        }
        out.raw("</dd></div>\n");
    }

    fn awarded_on(&self, out: &mut Markup) {
        let validity = self.summary.validity();
        let language = &self.page.language;
        let day = |text, day: &str| language.fill(text, &[("day", day)]);
        let from = days::begin(language, validity.from());
        let checked = self.summary.verification().at();
        let awarded = validity.awarded().map_or(from.clone(), |awarded| days::past(language, awarded, checked));
        out.element("<div><dt>", self.text(Text::PageAwardedOn), "</dt><dd>");
        out.own(&awarded);
        if awarded != from {
            self.small(&day(Text::PageValidFrom, &from), out);
        }
        let end = match validity.until() {
            Some(until) => day(Text::PageValidUntil, &days::end(language, until)),
            None => self.text(Text::PageNoEnd).to_owned(),
        };
        let status = match validity.status() {
            Status::Good => Some(Text::PageNotRevoked),
            Status::Unknown => Some(Text::PageRevocationUnknown),
            Status::HasNone => None,
        };
        let said: Vec<&str> = [Some(&*end), status.map(|status| self.text(status))].into_iter().flatten().collect();
        self.small(&said.join(" · "), out);
        if validity.replaces().is_some() {
            self.small(self.text(Text::PageReplaces), out);
        }
        out.raw("</dd></div>\n");
    }

    /// What there is of these, in small letters beside something.
    pub(super) fn aside(&self, texts: [Option<&str>; 3], language: Option<&str>, out: &mut Markup) {
        let texts = texts.into_iter().flatten().filter(|text| is_seen(text));
        let mut is_first = true;
        for text in texts {
            out.raw(if is_first { " <span class=\"small\">" } else { " · " });
            out.bdi_in(language, text, DESCRIPTION);
            is_first = false;
        }
        out.raw(if is_first { "" } else { "</span>" });
    }

    pub(super) fn small(&self, text: &str, out: &mut Markup) {
        out.element("<span class=\"small\">", text, "</span>");
    }

    fn endorsements(&self, out: &mut Markup) {
        let endorsements = self.summary.endorsements();
        if endorsements.is_empty() {
            return;
        }
        out.element("<section>\n<h2>", self.text(Text::PageEndorsed), "</h2>\n<ul class=\"list\">\n");
        let left = each(endorsements, ROWS, out, |endorsed, out| {
            out.raw("<li>");
            out.linked(None, endorsed.endorser().label(), endorsed.endorser().url());
            let of = match endorsed.of() {
                EndorsedPart::Credential => Text::PageEndorsedAward,
                EndorsedPart::Achievement => Text::PageEndorsedAchievement,
                EndorsedPart::Issuer => Text::PageEndorsedIssuer,
                EndorsedPart::Creator => Text::PageEndorsedCreator,
                EndorsedPart::Assessor => Text::PageEndorsedAssessor,
                EndorsedPart::Other => Text::PageEndorsedOther,
            };
            // One who is part of it already vouches for nothing.
            if endorsed.is_issuer() {
                self.small(self.text(Text::PageEndorserIssuer), out);
            }
            if endorsed.is_recipient() {
                self.small(self.text(Text::PageEndorserLearner), out);
            }
            // Who endorses knows an id; what the id stands for in the badge, the issuer says.
            out.element("<span class=\"small\">", self.text(of), " <span class=\"id\">");
            out.bdi(endorsed.target(), ADDRESS);
            out.raw("</span></span>");
            if !endorsed.trust().is_trusted() {
                self.small(self.text(Text::PageEndorserStated), out);
            }
            if let Some(comment) = endorsed.comment() {
                out.markdown(None, comment, COMMENT);
            }
            out.raw("</li>\n");
        });
        out.raw("</ul>\n");
        self.more(left, out);
        out.raw("</section>\n");
    }

    /// What nobody verified, in a frame of its own.
    fn asserted(&self, out: &mut Markup) {
        let asserted = self.summary.asserted();
        if asserted.is_empty() {
            return;
        }
        out.element("<section class=\"asserted\">\n<h2>", self.text(Text::PageAsserted), "</h2>\n<dl>\n");
        let mut last = None;
        let left = each(asserted, ROWS, out, |asserted, out| {
            if last != Some(asserted.about()) {
                out.raw(if last.is_some() { "</div>\n" } else { "" });
                out.element("<div><dt>", asserted.about().explained(&self.page.language), "</dt>");
                last = Some(asserted.about());
            }
            if asserted.about() == About::Narrative {
                out.raw("<dd class=\"long\">");
                out.markdown(self.own, asserted.value(), COMMENT);
            } else {
                out.raw("<dd>");
                if let Some(name) = asserted.name().filter(|_| asserted.about() != About::LearnerName) {
                    out.raw("<span class=\"member\">");
                    self.member(name, out);
                    out.raw(":</span> ");
                }
                out.bdi(asserted.value(), DESCRIPTION);
            }
            out.raw("</dd>\n");
        });
        out.raw("</div>\n</dl>\n");
        self.more(left, out);
        out.raw("</section>\n");
    }

    /// The name of what is asserted: of a profile's members in the language of the page.
    fn member(&self, name: &str, out: &mut Markup) {
        out.own(self.text(match name {
            "name" => Text::PageName,
            "url" => Text::PageWebsite,
            "email" | "emailAddress" => Text::PageEmail,
            "description" => Text::PageAbstract,
            "parentOrg" => Text::PagePartOf,
            _ => return out.bdi(name, NAME),
        }));
    }

    fn criteria(&self, out: &mut Markup) {
        let achieved = self.summary.achieved();
        let link = achieved.criteria_url().filter(|url| clean::link(url).is_some());
        if achieved.criteria().is_none() && link.is_none() {
            return;
        }
        out.element("<details>\n<summary><h2>", self.text(Text::PageCriteria), "</h2></summary>\n<div>");
        if let Some(criteria) = achieved.criteria() {
            out.markdown(self.own, criteria, NARRATIVE);
        }
        if let Some(link) = link {
            out.raw("<p>");
            out.linked(None, self.text(Text::PageCriteriaLink), Some(link));
            out.raw("</p>");
        }
        out.raw("</div>\n</details>\n");
    }

    fn signature(&self) -> Option<String> {
        let key = self.summary.issuer().key()?;
        let how = clean::line(key.secured_with(), 60);
        Some(self.page.language.fill(Text::PageSigned, &[("how", &how)]))
    }

    pub(super) fn more(&self, left: usize, out: &mut Markup) {
        if left > 0 {
            let more = self.page.language.fill(Text::PageMore, &[("count", &left.to_string())]);
            out.element("<p class=\"small\">", &more, "</p>\n");
        }
    }
}

/// `MicroCredential` as words; extensions without their prefix.
fn spaced(kind: &str) -> String {
    let mut out = String::new();
    for c in kind.strip_prefix("ext:").unwrap_or(kind).chars() {
        if c.is_ascii_uppercase() && out.ends_with(|last: char| last.is_ascii_lowercase()) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}
