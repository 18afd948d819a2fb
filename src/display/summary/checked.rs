//! What was checked, and what nobody checked.

use serde::Serialize;

use super::facts::facts;
use crate::language::{Language, Text};
use crate::model::DateTimeZ;
use crate::verify::{CheckOutcome, Step, Verdict};

facts! {
    /// The person whom the badge is about, as far as that is known.
    Recipient {
        /// The URI or DID that stands for the person. Whoever shows the badge need not be the one.
        maybe id;
        /// Whether the verification was made for a person, with whom the badge was compared; it fits, else there would be no
        /// summary.
        copy is_checked: bool;
        /// By what it fits.
        list matched_by: MatchedBy;
        /// The kinds of the hashed identifiers in the badge, by which a person could be checked.
        list hashed: String;
    }
}

impl Recipient {
    /// Whether the badge was compared with a person, and all that fits is weak.
    pub fn is_weak(&self) -> bool {
        self.is_checked && self.matched_by.iter().all(|by| by.is_weak)
    }
}

facts! {
    /// Something by which a person fits a badge.
    MatchedBy {
        /// Its kind: a word of the standard such as `emailAddress`, or `id`.
        text kind;
        /// What the badge has, if it is not hashed: there it is not only the issuer's word, as it fits.
        maybe value;
        /// Whether others may fit as well: it is a name, which many people have, or a hash for which others can be made.
        copy is_weak: bool;
    }
}

facts! {
    /// From when, until when, and what of the status.
    Validity {
        /// From when this edition of the badge is valid.
        one from: DateTimeZ;
        /// Until when; none if it has no end.
        maybe until: DateTimeZ;
        /// When it was first awarded.
        maybe awarded: DateTimeZ;
        /// Whether it was revoked.
        copy status: Status;
        /// From when on the edition was valid that this one replaces, of which the summary was asked.
        maybe replaces;
    }
}

/// What is known of revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Status {
    /// By the lists that the badge names it is neither revoked nor suspended.
    Good,
    /// The badge names no list: its issuer cannot revoke it.
    HasNone,
    /// It could not be found out, and the policy lets that pass.
    Unknown,
}

facts! {
    /// How the verification ended.
    Verification {
        /// The verdict: verified, perhaps with warnings.
        copy verdict: Verdict;
        /// The moment that it holds for.
        one at: DateTimeZ;
        /// By which policy.
        text policy;
        /// The checks, in their order.
        list checks: Checked;
        /// What should be known beside the verdict.
        list warnings: Reason;
    }
}

facts! {
    /// A check and how it ended.
    Checked {
        /// Which check.
        copy step: Step;
        /// How it ended.
        copy outcome: CheckOutcome;
        /// Whether it did not pass and the policy lets that pass.
        copy is_tolerated: bool;
    }
}

impl Checked {
    /// What the check asks, in a few words.
    pub fn label<'l>(&self, language: &'l Language) -> &'l str {
        language.text(step(self.step))
    }

    /// How it ended, in a word or two.
    pub fn ended<'l>(&self, language: &'l Language) -> &'l str {
        language.text(match self.outcome {
            CheckOutcome::Passed => Text::CheckPassed,
            CheckOutcome::Failed => Text::CheckFailed,
            CheckOutcome::Unknown => Text::CheckUnknown,
            CheckOutcome::NotApplicable => Text::CheckNotApplicable,
        })
    }
}

pub(super) fn step(step: Step) -> Text {
    match step {
        Step::Format => Text::StepFormat,
        Step::Json => Text::StepJson,
        Step::Model => Text::StepModel,
        Step::JsonLd => Text::StepJsonLd,
        Step::Proof => Text::StepProof,
        Step::Binding => Text::StepBinding,
        Step::Policy => Text::StepPolicy,
        Step::Validity => Text::StepValidity,
        Step::Status => Text::StepStatus,
        Step::Recipient => Text::StepRecipient,
        Step::Trust => Text::StepTrust,
        Step::Award => Text::StepAward,
        Step::Endorsements => Text::StepEndorsements,
        Step::Linked => Text::StepLinked,
        Step::Refresh => Text::StepRefresh,
    }
}

facts! {
    /// Something that decided, or should be known: in English, as the report has it.
    Reason {
        /// Which check it is of.
        copy step: Step;
        /// How that ended.
        copy outcome: CheckOutcome;
        /// The stable code; none where the check itself is what there is to say.
        maybe code;
        /// One line; foreign text in it is quoted.
        text message;
    }
}

impl Reason {
    /// What the check asks, in a few words.
    pub fn label<'l>(&self, language: &'l Language) -> &'l str {
        language.text(step(self.step))
    }
}

facts! {
    /// Something that is asserted in the badge and that nobody verified.
    Asserted {
        /// Of what it is said.
        copy about: About;
        /// What is said of it: the kind of an identifier, the member of a profile, the result's description.
        maybe name;
        /// The text as the badge has it: of narratives Markdown, of addresses any URI.
        text value;
    }
}

/// Of what something is asserted that nobody verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum About {
    /// The learner's name, in an identifier that is not hashed.
    LearnerName,
    /// Another identifier of the learner that is not hashed.
    LearnerIdentifier,
    /// Who the issuer is beside its id, where no registry trusts it.
    Issuer,
    /// What connects the evidence, in Markdown.
    Narrative,
    /// A result that the achievement does not describe, so that nobody knows what it is of.
    Result,
}

impl About {
    /// What it is, and why it counts as not verified, in a sentence.
    pub fn explained<'l>(&self, language: &'l Language) -> &'l str {
        language.text(match self {
            About::LearnerName => Text::AssertedLearnerName,
            About::LearnerIdentifier => Text::AssertedLearnerIdentifier,
            About::Issuer => Text::AssertedIssuer,
            About::Narrative => Text::AssertedNarrative,
            About::Result => Text::AssertedResult,
        })
    }
}
