//! What else there is to know of a badge: evidence, who defined and assessed it, and what it corresponds to.

use super::award::Award;
use super::facts::{COMMENT, NAME, ROWS, each};
use super::markup::Markup;
use crate::display::clean;
use crate::display::seen::is_seen;
use crate::display::summary::Evidence;
use crate::display::summary::days;
use crate::language::Text;
use crate::model::DateTimeZ;

impl Award<'_> {
    pub(super) fn evidence(&self, out: &mut Markup) {
        let evidence = self.summary.evidence();
        if evidence.is_empty() {
            return;
        }
        out.element("<section>\n<h2>", self.text(Text::PageEvidence), "</h2>\n<ul class=\"list\">\n");
        let left = each(evidence, ROWS, out, |evidence, out| self.piece(evidence, out));
        out.raw("</ul>\n");
        self.more(left, out);
        out.raw("</section>\n");
    }

    fn piece(&self, evidence: &Evidence, out: &mut Markup) {
        out.raw("<li>");
        let name = evidence.name().filter(|name| is_seen(name));
        match name.or(evidence.description().filter(|text| is_seen(text))) {
            Some(name) => out.linked(self.own, name, evidence.id()),
            None => out.linked(None, self.text(Text::PageEvidenceItem), evidence.id()),
        }
        let host = evidence.id().and_then(clean::link);
        let host = host.as_ref().and_then(|url| url.host_str());
        self.aside([evidence.genre(), name.and(evidence.description()), host], self.own, out);
        if let Some(narrative) = evidence.narrative() {
            out.markdown(self.own, narrative, COMMENT);
        }
        out.raw("</li>\n");
    }

    pub(super) fn about(&self, out: &mut Markup) {
        let (achieved, summary) = (self.summary.achieved(), self.summary);
        let before = out.len();
        out.element("<section>\n<h2>", self.text(Text::PageAbout), "</h2>\n");
        out.element("<p class=\"small\">", self.text(Text::PageByIssuer), "</p>\n<dl class=\"pairs\">\n");
        let begun = out.len();
        for (term, party) in [(Text::PageDefinedBy, summary.creator()), (Text::PageAssessedBy, summary.source())] {
            if let Some(party) = party {
                self.term(term, out);
                out.linked(None, party.label(), party.url());
                out.raw("</dd>\n");
            }
        }
        let credits = achieved.credits_earned().or(achieved.credits_available());
        let field = [achieved.field_of_study(), achieved.specialization()].into_iter().flatten().collect::<Vec<_>>();
        let field = field.join(", ");
        for (term, value) in [
            (Text::PageVersion, achieved.version()),
            (Text::PageField, Some(&*field).filter(|field| !field.is_empty())),
            (Text::PageCredits, credits),
            (Text::PageLicense, achieved.license_number()),
            (Text::PageRole, achieved.role()),
            (Text::PageTerm, achieved.term()),
        ] {
            if let Some(value) = value {
                self.term(term, out);
                out.bdi(value, NAME);
                out.raw("</dd>\n");
            }
        }
        let (language, checked) = (&self.page.language, summary.verification().at());
        let day = |text, at: Option<&DateTimeZ>| {
            at.map(|at| language.fill(text, &[("day", &days::past(language, at, checked))]))
        };
        let activity = [day(Text::PageFrom, achieved.started()), day(Text::PageUntil, achieved.ended())];
        let activity: Vec<String> = activity.into_iter().flatten().collect();
        if !activity.is_empty() {
            self.term(Text::PageActivity, out);
            out.own(&activity.join(" "));
            out.raw("</dd>\n");
        }
        let left = self.aligned(out);
        if out.len() == begun {
            return out.truncate(before);
        }
        out.raw("</dl>\n");
        self.more(left, out);
        out.raw("</section>\n");
    }

    /// What it corresponds to, and in which framework.
    fn aligned(&self, out: &mut Markup) -> usize {
        let groups = self.summary.aligned_to();
        let all: Vec<_> = groups.iter().flat_map(|group| group.targets().iter().map(move |own| (group, own))).collect();
        if all.is_empty() {
            return 0;
        }
        out.element("<dt>", self.text(Text::PageAligned), "</dt>");
        each(&all, ROWS, out, |(group, target), out| {
            out.raw("<dd>");
            out.linked(None, target.name(), Some(target.url()));
            // Of which sub-competency, and of which level: not all of them need be reached.
            let of: Vec<&str> = [target.of().name(), target.of().level()].into_iter().flatten().collect();
            let of = Some(of.join(", ")).filter(|of| !of.is_empty());
            self.aside([target.code(), group.framework(), of.as_deref()], None, out);
            out.raw("</dd>\n");
        })
    }

    fn term(&self, term: Text, out: &mut Markup) {
        out.element("<dt>", self.text(term), "</dt><dd>");
    }
}
