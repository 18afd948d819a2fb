//! Who vouches, what was checked, and what nobody checked.

use super::Sheet;
use crate::display::summary::days;
use crate::display::summary::{Asserted, Checked, EndorsedPart, KnownBy, Status, Summary};
use crate::language::Text;
use crate::verify::CheckOutcome;

impl Sheet<'_> {
    pub(super) fn endorsed(&mut self, summary: &Summary) {
        let endorsements = summary.endorsements();
        self.section(Text::EndorsedTitle);
        for own in endorsements.iter().take(self.most()) {
            // Who endorses knows an id; what the id stands for in the badge, the issuer says.
            let id = self.pen.name(own.target());
            let part = match own.of() {
                EndorsedPart::Credential => self.fill(Text::EndorsedCredential, &[("id", &id)]),
                EndorsedPart::Achievement => self.fill(Text::EndorsedAchievement, &[("id", &id)]),
                EndorsedPart::Issuer => self.fill(Text::EndorsedIssuer, &[("id", &id)]),
                EndorsedPart::Creator => self.fill(Text::EndorsedCreator, &[("id", &id)]),
                EndorsedPart::Assessor => self.fill(Text::EndorsedAssessor, &[("id", &id)]),
                EndorsedPart::Other => id,
            };
            let (who, day) = (self.pen.name(own.endorser().id()), days::begin(self.language, own.from()));
            // One who is part of it already vouches for nothing.
            let who = match (own.is_issuer(), own.is_recipient()) {
                (true, true) => self.fill(Text::EndorserIsBoth, &[("who", &who)]),
                (true, false) => self.fill(Text::EndorserIsIssuer, &[("who", &who)]),
                (false, true) => self.fill(Text::EndorserIsLearner, &[("who", &who)]),
                (false, false) => who,
            };
            let text = if own.trust().is_trusted() { Text::EndorsedByListed } else { Text::EndorsedBy };
            let mut line = self.fill(text, &[("part", &part), ("who", &who), ("day", &day)]);
            if let Some(until) = own.until() {
                line.push_str(&format!(
                    "; {}",
                    self.fill(Text::ValidUntil, &[("day", &days::end(self.language, until))])
                ));
            }
            if let Some(name) = own.endorser().name() {
                line.push_str(&format!("; {}", self.fill(Text::CallsItself, &[("name", &self.pen.quoted(name))])));
            }
            if let Some(comment) = own.comment() {
                line.push_str(&format!(": {}", self.pen.quoted_prose(comment)));
            }
            self.item(&line);
        }
        self.more(endorsements.len());
    }

    pub(super) fn checked(&mut self, summary: &Summary) {
        let all = [CheckOutcome::Failed, CheckOutcome::Unknown, CheckOutcome::Passed, CheckOutcome::NotApplicable];
        self.checks(summary.verification().checks(), &all);
        if let Some(key) = summary.issuer().key() {
            let value = match (key.known_by(), key.host()) {
                (KnownBy::ItsId, _) => self.text(Text::KeyIsId).to_owned(),
                (KnownBy::ItsDocument, Some(host)) => self.fill(Text::KeyAtHost, &[("host", &self.pen.name(host))]),
                (KnownBy::ItsDocument, None) => self.text(Text::KeyInDocument).to_owned(),
            };
            self.fact(Text::KeyTitle, &format!("{value}; {}", self.pen.name(key.secured_with())));
        }
        let validity = summary.validity();
        let status = match validity.status() {
            Status::Good => Text::RevocationGood,
            Status::HasNone => Text::RevocationNone,
            Status::Unknown => Text::RevocationUnknown,
        };
        self.fact(Text::Revocation, self.text(status));
        if let Some(from) = validity.replaces() {
            let day = from.parse().map_or_else(|_| self.pen.name(from), |from| days::begin(self.language, &from));
            self.fact(Text::Edition, &self.fill(Text::EditionReplaces, &[("day", &day)]));
        }
    }

    /// The checks that ended in these ways.
    pub(super) fn checks(&mut self, checks: &[Checked], outcomes: &[CheckOutcome]) {
        self.section(Text::CheckedTitle);
        for outcome in outcomes {
            let mut own = checks.iter().filter(|check| check.outcome() == *outcome).peekable();
            let Some(ended) = own.peek().map(|check| check.ended(self.language)) else { continue };
            let labels: Vec<&str> = own.map(|check| check.label(self.language)).collect();
            self.item(&format!("{ended}: {}", labels.join("; ")));
        }
    }

    pub(super) fn asserted(&mut self, summary: &Summary) {
        let all = summary.asserted();
        self.section(Text::AssertedTitle);
        for group in all.chunk_by(|one, other| one.about() == other.about()) {
            let Some(first) = group.first() else { continue };
            let mut values: Vec<String> = group.iter().take(self.most()).map(|own| self.said(own)).collect();
            if group.len() > values.len() {
                values.push("…".into());
            }
            self.item(&format!("{}: {}", first.about().explained(self.language), values.join("; ")));
        }
    }

    fn said(&self, asserted: &Asserted) -> String {
        use crate::display::summary::About;
        let value = match asserted.about() {
            About::Narrative => self.pen.quoted_prose(asserted.value()),
            _ => self.pen.quoted(asserted.value()),
        };
        let Some(name) = asserted.name() else { return value };
        let name = match (asserted.about(), name) {
            (About::Issuer, "name") => self.text(Text::KindName).to_owned(),
            (About::Issuer, "url") => self.text(Text::FactUrl).to_owned(),
            (About::Issuer, "email") => self.text(Text::KindEmail).to_owned(),
            (About::Issuer, "description") => self.text(Text::FactDescription).to_owned(),
            (About::Issuer, "official") => self.text(Text::FactOfficial).to_owned(),
            (About::Issuer, "parentOrg") => self.text(Text::FactParent).to_owned(),
            _ => self.kind(name),
        };
        format!("{name} {value}")
    }
}
