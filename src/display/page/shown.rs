//! What the person showed, sub-competency by sub-competency, in words; the bars only repeat them.

use super::award::Award;
use super::facts::{ADDRESS, NAME, ROWS, each};
use super::markup::Markup;
use crate::display::summary::days;
use crate::display::summary::{Assessed, Level, Method, Reached, Shown};
use crate::language::Text;

impl Award<'_> {
    pub(super) fn shown(&self, out: &mut Markup) {
        if self.summary.shown().is_empty() {
            return out.raw("<div id=\"shown\"></div>\n");
        }
        out.element(
            "<section id=\"shown\" aria-labelledby=\"h-shown\">\n<h2 id=\"h-shown\">",
            self.text(Text::PageShown),
            "</h2>\n",
        );
        out.element(
            "<table class=\"levels\">\n<thead><tr><th scope=\"col\">",
            self.text(Text::PageSubCompetency),
            "</th>",
        );
        out.element("<th scope=\"col\">", self.text(Text::PageReached), "</th>");
        out.element("<th scope=\"col\">", self.text(Text::PageRequired), "</th></tr></thead>\n<tbody>\n");
        let left = each(self.summary.shown(), ROWS, out, |shown, out| self.row(shown, out));
        out.raw("</tbody>\n</table>\n");
        self.more(left, out);
        out.raw("</section>\n");
    }

    fn row(&self, shown: &Shown, out: &mut Markup) {
        out.raw("<tr><th scope=\"row\">");
        let before = out.len();
        out.bdi_in(self.own, shown.name(), NAME);
        if out.is_blank_from(before) {
            out.foreign(shown.id(), ADDRESS);
        }
        for assessed in shown.assessed().iter().take(3) {
            self.assessed(assessed, out);
        }
        out.raw("</th><td>");
        match shown.reached() {
            [] => out.element("<span class=\"none\">", self.text(Text::PageNothingReached), "</span>"),
            several => {
                for reached in several.iter().take(4) {
                    self.reached(shown, reached, out);
                }
            }
        }
        out.raw("</td><td>");
        match (shown.required_level(), shown.required_value()) {
            (None, None) => out.element("<span class=\"none\">", self.text(Text::PageNothingRequired), "</span>"),
            (level, value) => self.level_and_value(level, value, out),
        }
        out.raw("</td></tr>\n");
    }

    fn assessed(&self, assessed: &Assessed, out: &mut Markup) {
        let how = assessed.method().map(|method| match method {
            Method::Facilitator => Text::PageByFacilitator,
            Method::Automated => Text::PageByMachine,
            Method::AutomatedWithReview => Text::PageByBoth,
        });
        let day =
            assessed.on().map(|on| days::past_day(&self.page.language, on.date(), self.summary.verification().at()));
        if how.is_none() && day.is_none() {
            return;
        }
        out.raw("<span class=\"small\">");
        if let Some(how) = how {
            out.own(self.text(how));
        }
        if let Some(name) = assessed.assessor() {
            out.raw(" (");
            out.bdi(name, NAME);
            out.raw(")");
        }
        if let Some(day) = day {
            out.raw(if how.is_some() { ", " } else { "" });
            out.own(&day);
        }
        out.raw("</span>");
    }

    fn reached(&self, shown: &Shown, reached: &Reached, out: &mut Markup) {
        out.raw("<div class=\"reached\"><b>");
        self.level_and_value(reached.level(), reached.value(), out);
        if reached.level().is_none() && reached.value().is_none() {
            out.foreign(reached.status().unwrap_or("–"), NAME);
        }
        out.raw("</b>");
        let place = reached.level().and_then(|level| shown.place(level)).filter(|(_, count)| *count <= 10);
        if let Some((place, count)) = place {
            out.raw(" ");
            let numbers = [("place", &*place.to_string()), ("count", &*count.to_string())];
            self.small(&self.page.language.fill(Text::PagePlace, &numbers), out);
            // The words say it; this is for a quick eye.
            out.raw("<span class=\"scale\" aria-hidden=\"true\">");
            for at in 1..=count {
                out.raw(if at <= place { "<i class=\"on\"></i>" } else { "<i></i>" });
            }
            out.raw("</span>");
        }
        out.raw("</div>");
    }

    fn level_and_value(&self, level: Option<&Level>, value: Option<&str>, out: &mut Markup) {
        if let Some(level) = level {
            out.bdi_in(self.own, level.label(), NAME);
        }
        if let (Some(_), Some(_)) = (level, value) {
            out.raw(", ");
        }
        if let Some(value) = value {
            out.bdi(value, NAME);
        }
    }
}
