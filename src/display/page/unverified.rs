//! The page of a badge that is not verified: that, then why, and what it claims only as a claim.

use super::Page;
use super::facts::{ADDRESS, NAME};
use super::markup::Markup;
use crate::display::summary::Unverified;
use crate::language::Text;
use crate::verify::Verdict;

/// A cross, and a question mark, in shapes that are not the verified one's.
const FAILED: &str = "<svg viewBox=\"0 0 32 32\" aria-hidden=\"true\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.5\" \
                      stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M10 2h12l8 8v12l-8 8H10l-8-8V10z\"/>\
                      <path d=\"M11 11l10 10M21 11L11 21\"/></svg>";
const OPEN: &str = "<svg viewBox=\"0 0 32 32\" aria-hidden=\"true\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.5\" \
                    stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M16 2l14 14-14 14L2 16z\"/>\
                    <path d=\"M12.6 13a3.5 3.5 0 1 1 4.9 3.3c-1 .5-1.5 1-1.5 2.2M16 22.3v.2\"/></svg>";

pub(super) fn write(page: &Page<'_>, unverified: &Unverified, out: &mut Markup) {
    let (mark, said) = match unverified.verdict() {
        Verdict::NotVerified => (FAILED, Text::PageFailedOn),
        _ => (OPEN, Text::PageUndecidedOn),
    };
    let day = page.day(unverified.at());
    out.raw("<main>\n<header class=\"verdict loud\">");
    out.raw(mark);
    out.element("<div><h1>", page.verdict(), "</h1>");
    out.element("<p>", &page.language.fill(said, &[("day", &day)]), "</p></div></header>\n");
    out.element("<section>\n<h2>", page.text(Text::PageWhy), "</h2>\n");
    page.reasons(unverified.reasons(), out);
    out.raw("</section>\n");
    if let Some(claimed) = unverified.claimed() {
        out.element("<section class=\"claims\">\n<h2>", page.text(Text::PageClaims), "</h2>\n");
        out.element("<p class=\"small\">", page.text(Text::PageClaimsNote), "</p>\n<dl class=\"pairs\">\n");
        let issuer = [claimed.issuer_name(), Some(claimed.issuer())];
        for (term, texts, most) in [
            (Text::PageClaimsName, [Some(claimed.name()), None], NAME),
            (Text::PageClaimsIssuer, issuer, ADDRESS),
            (Text::PageClaimsId, [Some(claimed.id()), None], ADDRESS),
        ] {
            out.element("<dt>", page.text(term), "</dt>");
            for text in texts.into_iter().flatten() {
                out.raw("<dd><q dir=\"auto\">");
                out.foreign(text, most);
                out.raw("</q></dd>");
            }
            out.raw("\n");
        }
        out.raw("</dl>\n</section>\n");
    }
    out.raw("<div class=\"folds\">\n");
    page.checks(unverified.checks(), None, out);
    out.raw("</div>\n</main>\n");
    page.footer(None, out);
}
