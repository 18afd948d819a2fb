//! What, who, by whom, when, and the verdict.

use super::Sheet;
use super::pen::Pen;
use crate::display::summary::days;
use crate::display::summary::{About, Issuer, Party, Reason, Recipient, Summary, Trust, Unverified};
use crate::language::Text;
use crate::model::DateTimeZ;
use crate::verify::{CheckOutcome, Verdict};

impl Sheet<'_> {
    pub(super) fn head(&mut self, summary: &Summary) {
        self.title(Text::Badge, summary.achieved().name());
        self.fact(Text::Description, &self.pen.sentence(summary.achieved().description()));
        let learner = self.learner(summary);
        self.fact(Text::Learner, &learner);
        self.fact(Text::IssuedBy, &self.issuer(summary.issuer()));
        self.when(summary);
        let verification = summary.verification();
        let verdict = self.verdict(verification.verdict(), verification.at(), verification.policy());
        self.fact(Text::Verdict, &verdict);
        self.reasons(Text::Warning, verification.warnings());
    }

    pub(super) fn unverified(&mut self, unverified: &Unverified) {
        let verdict = self.verdict(unverified.verdict(), unverified.at(), unverified.policy());
        match self.pen {
            Pen::Markdown => self.out.push_str(&format!("# {verdict}\n\n")),
            Pen::Text => self.fact(Text::Verdict, &verdict),
        }
        self.reasons(Text::Reason, unverified.reasons());
        // What passed of something that may be forged says nothing to a reader in a hurry.
        self.checks(unverified.checks(), &[CheckOutcome::Failed, CheckOutcome::Unknown]);
        let Some(claimed) = unverified.claimed() else { return };
        self.section(Text::Claimed);
        self.fact(Text::ClaimsToBe, &self.pen.quoted(claimed.name()));
        let name = claimed.issuer_name().map(|name| format!(" {}", self.pen.quoted(name))).unwrap_or_default();
        self.fact(Text::ClaimsIssuer, &format!("{}{name}", self.pen.name(claimed.issuer())));
        self.fact(Text::ClaimsId, &self.pen.name(claimed.id()));
    }

    fn verdict(&self, verdict: Verdict, at: &DateTimeZ, policy: &str) -> String {
        let verdict = self.text(match verdict {
            Verdict::Verified => Text::VerdictVerified,
            Verdict::VerifiedWithWarnings => Text::VerdictVerifiedWithWarnings,
            Verdict::NotVerified => Text::VerdictNotVerified,
            Verdict::Undecided => Text::VerdictUndecided,
        });
        self.fill(
            Text::VerdictFor,
            &[
                ("verdict", verdict),
                ("day", &self.language.day(at.at().naive_utc().date())),
                ("policy", &self.policy(policy)),
            ],
        )
    }

    fn policy(&self, policy: &str) -> String {
        let (preset, is_changed) = policy.split_once(", ").map_or((policy, false), |(preset, _)| (preset, true));
        let preset = match preset {
            "strict" => self.text(Text::PolicyStrict),
            "certification" => self.text(Text::PolicyCertification),
            "archive" => self.text(Text::PolicyArchive),
            other => other,
        };
        if is_changed { self.fill(Text::PolicyChanged, &[("policy", preset)]) } else { preset.to_owned() }
    }

    fn reasons(&mut self, label: Text, reasons: &[Reason]) {
        for reason in reasons.iter().take(self.most()) {
            let code = reason.code().map(|code| format!(" ({code})")).unwrap_or_default();
            let message = match reason.message() {
                "" => String::new(),
                message => format!(": {}", self.pen.sentence(message)),
            };
            self.fact(label, &format!("{}{code}{message}", reason.label(self.language)));
        }
        self.more(reasons.len());
    }

    fn learner(&self, summary: &Summary) -> String {
        let recipient = summary.recipient();
        let mut parts: Vec<String> = recipient.id().map(|id| self.pen.name(id)).into_iter().collect();
        parts.push(self.compared(recipient));
        let named = summary.asserted().iter().find(|asserted| asserted.about() == About::LearnerName);
        parts.extend(named.map(|named| self.fill(Text::LearnerNamed, &[("name", &self.pen.quoted(named.value()))])));
        parts.join("; ")
    }

    fn compared(&self, recipient: &Recipient) -> String {
        if !recipient.is_checked() {
            let kinds: Vec<String> = recipient.hashed().iter().take(self.most()).map(|own| self.kind(own)).collect();
            return match kinds.is_empty() {
                true => self.text(Text::LearnerNotCompared).to_owned(),
                false => self.fill(Text::LearnerCheckable, &[("kinds", &self.language.list(&kinds))]),
            };
        }
        let by: Vec<String> = recipient
            .matched_by()
            .iter()
            .map(|by| match by.value().filter(|_| by.kind() != "id") {
                Some(value) => format!("{} {}", self.kind(by.kind()), self.pen.quoted(value)),
                None => self.kind(by.kind()),
            })
            .collect();
        let text = if recipient.is_weak() { Text::LearnerFitsWeakly } else { Text::LearnerFits };
        self.fill(text, &[("kinds", &self.language.list(&by))])
    }

    /// The kind of an identifier.
    pub(super) fn kind(&self, kind: &str) -> String {
        match kind {
            "id" => self.text(Text::Id).to_owned(),
            "name" => self.text(Text::KindName).to_owned(),
            "emailAddress" | "email" => self.text(Text::KindEmail).to_owned(),
            other => self.pen.name(other),
        }
    }

    fn issuer(&self, issuer: &Issuer) -> String {
        let profile = issuer.profile();
        let mut out = match issuer.trust() {
            Trust::Trusted => {
                let id = self.pen.name(profile.id());
                let who = profile.name().map(|name| format!("{} ({id})", self.pen.name(name)));
                self.fill(Text::IssuerTrusted, &[("who", who.as_ref().unwrap_or(&id))])
            }
            Trust::NotKnown => self.fill(Text::IssuerNotKnown, &[("id", &self.pen.name(profile.id()))]),
            Trust::NotAsked => self.fill(Text::IssuerNotAsked, &[("id", &self.pen.name(profile.id()))]),
        };
        if issuer.is_recipient() {
            out.push_str("; ");
            out.push_str(self.text(Text::IssuerIsRecipient));
        }
        // What somebody whom nobody knows says of itself comes last, and in quotation marks.
        match (issuer.trust(), profile.name()) {
            (Trust::Trusted, _) => out.push_str(&self.parents(profile)),
            (_, Some(name)) => {
                out.push_str("; ");
                out.push_str(&self.fill(Text::CallsItself, &[("name", &self.pen.quoted(name))]));
            }
            (_, None) => {}
        }
        out
    }

    fn parents(&self, profile: &Party) -> String {
        let parent = profile.parent().map(|parent| self.pen.quoted(parent.label()));
        parent.map(|name| format!("; {}", self.fill(Text::PartOf, &[("name", &name)]))).unwrap_or_default()
    }

    /// When it was awarded, if it says so; else from when on it is valid, which is no more than that.
    fn when(&mut self, summary: &Summary) {
        let validity = summary.validity();
        let from = days::begin(self.language, validity.from());
        let checked = summary.verification().at();
        let (label, mut out) = match validity.awarded().map(|at| days::past(self.language, at, checked)) {
            Some(awarded) if awarded != from => {
                (Text::Awarded, format!("{awarded}; {}", self.fill(Text::ValidFrom, &[("day", &from)])))
            }
            Some(awarded) => (Text::Awarded, awarded),
            None => (Text::ValidFromTitle, from),
        };
        out.push_str("; ");
        match validity.until() {
            Some(until) => out.push_str(&self.fill(Text::ValidUntil, &[("day", &days::end(self.language, until))])),
            None => out.push_str(self.text(Text::ValidForever)),
        }
        self.fact(label, &out);
    }
}
