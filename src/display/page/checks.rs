//! What both kinds of page have: reasons, checks, and what a page is worth.

use super::facts::{ADDRESS, DESCRIPTION, ROWS, each};
use super::head::other_language;
use super::markup::Markup;
use super::{Page, Subject};
use crate::display::summary::{Checked, Reason};
use crate::language::Text;
use crate::model::DateTimeZ;
use crate::verify::CheckOutcome;

impl Page<'_> {
    /// The day of a check.
    pub(super) fn day(&self, at: &DateTimeZ) -> String {
        self.language.day(at.at().naive_utc().date())
    }

    /// Reasons and warnings. They are in English, as the report has them.
    pub(super) fn reasons(&self, reasons: &[Reason], out: &mut Markup) {
        let english = other_language(Some("en"), &self.language);
        out.raw("<ul class=\"reasons\">\n");
        let left = each(reasons, ROWS, out, |reason, out| {
            out.element("<li><b>", reason.label(&self.language), "</b>: ");
            out.own(self.text(match reason.outcome() {
                CheckOutcome::Passed => Text::CheckPassed,
                CheckOutcome::Failed => Text::CheckFailed,
                CheckOutcome::Unknown => Text::CheckUnknown,
                CheckOutcome::NotApplicable => Text::CheckNotApplicable,
            }));
            out.raw("<span class=\"small\">");
            out.bdi_in(english, reason.message(), DESCRIPTION);
            if let Some(code) = reason.code() {
                out.raw(" <span class=\"id\">");
                out.foreign(code, 60);
                out.raw("</span>");
            }
            out.raw("</span></li>\n");
        });
        if left > 0 {
            let more = self.language.fill(Text::PageMore, &[("count", &left.to_string())]);
            out.element("<li>", &more, "</li>\n");
        }
        out.raw("</ul>\n");
    }

    /// Every check that there was something for, and how it ended.
    pub(super) fn checks(&self, checks: &[Checked], signature: Option<&str>, out: &mut Markup) {
        let made: Vec<&Checked> =
            checks.iter().filter(|check| check.outcome() != CheckOutcome::NotApplicable).collect();
        let passed = made.iter().filter(|check| check.outcome() == CheckOutcome::Passed).count();
        let numbers = [("passed", &*passed.to_string()), ("count", &*made.len().to_string())];
        let title = match self.subject {
            Subject::Verified(_) => self.language.fill(Text::PageChecks, &numbers),
            // A count would weigh what failed against what did not.
            Subject::Unverified(_) => self.text(Text::PageChecked).to_owned(),
        };
        out.element("<details>\n<summary><h2>", &title, "</h2></summary>\n<div>");
        out.element("<table class=\"checks\">\n<thead><tr><th scope=\"col\">", self.text(Text::PageCheck), "</th>");
        out.element("<th scope=\"col\">", self.text(Text::PageOutcome), "</th></tr></thead>\n<tbody>\n");
        for check in made {
            out.element("<tr><th scope=\"row\">", check.label(&self.language), "</th><td>");
            out.own(check.ended(&self.language));
            if check.is_tolerated() {
                out.raw(" (");
                out.own(self.text(Text::PageTolerated));
                out.raw(")");
            }
            out.raw("</td></tr>\n");
        }
        out.raw("</tbody>\n</table>\n");
        if let Some(signature) = signature {
            out.element("<p class=\"small\">", signature, "</p>\n");
        }
        out.raw("</div>\n</details>\n");
    }

    pub(super) fn footer(&self, id: Option<&str>, out: &mut Markup) {
        out.raw("<footer>\n");
        if let Some(id) = id {
            out.element("<p>", self.text(Text::PageCredential), " <span class=\"id\">");
            out.bdi(id, ADDRESS);
            out.raw("</span></p>\n");
        }
        if let Some(url) = &self.url {
            out.element("<p>", self.text(Text::PageAddress), " <span class=\"id\">");
            out.bdi(url.as_str(), ADDRESS);
            out.raw("</span></p>\n");
        }
        out.element("<p>", self.text(Text::PageNoProof), "</p>\n</footer>\n");
    }
}
