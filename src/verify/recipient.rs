//! Whether the badge is about the person who is said to have it.

use super::check::{Check, CheckOutcome, Matched, Step};
use crate::finding::{Code, Finding};
use crate::model::{
    AchievementCredential, AchievementSubject, IdentifierType, IdentityMatch, IdentityObject, Normalization, Term,
};
use crate::text::{listed, quoted};

/// The person that a badge should be about: by a DID or URL, by identifiers, or both. One identifier that fits is enough,
/// since people have several; what differs beside it is a warning. Another `id` than the one given is another person.
///
/// Whether whoever shows a badge is this person is not for the badge to say.
///
/// ```
/// use openbadges::model::IdentifierType;
/// use openbadges::verify::Person;
///
/// let person = Person::new().with_identifier(IdentifierType::EmailAddress, "a.learner@example.edu");
/// # let _ = person;
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    id: Option<String>,
    identifiers: Vec<(Term<IdentifierType>, String)>,
}

impl Person {
    /// A person of whom nothing is known yet.
    pub fn new() -> Self {
        Person::default()
    }

    /// The DID or URL that stands for the person. If the badge has another, it is about somebody else.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// An identifier, such as an e-mail address. It is compared with those of its kind only, in the forms that
    /// [`Normalization`] names.
    #[must_use]
    pub fn with_identifier(mut self, kind: impl Into<Term<IdentifierType>>, value: impl Into<String>) -> Self {
        self.identifiers.push((kind.into(), value.into()));
        self
    }
}

/// More identifiers of a badge than this are not compared.
const MOST: usize = 100;

/// What the comparisons came to.
#[derive(Default)]
struct Compared {
    matched: Vec<String>,
    by: Vec<Matched>,
    /// Of these only a name: many have it.
    is_name_only: bool,
    /// The id of somebody else.
    other_id: Option<String>,
    differing: Vec<String>,
    warnings: Vec<Finding>,
    /// Where a hash is of no kind that can be compared.
    unknown: Vec<Finding>,
}

pub(super) fn check(credential: &AchievementCredential, person: Option<&Person>) -> Check {
    let Some(person) = person else {
        return Check::new(Step::Recipient, CheckOutcome::NotApplicable, "nobody was named to compare the badge with");
    };
    let subject = &credential.credential_subject;
    let mut compared = Compared { is_name_only: true, ..Compared::default() };
    compared.ids(subject, person);
    for (kind, value) in &person.identifiers {
        let before = compared.matched.len();
        let mut others = Compared::default();
        for (i, identity) in subject.identifier.iter().enumerate().take(MOST) {
            if is_same_kind(kind, &identity.identity_type) {
                compared.identifier(i, identity, value, &mut others);
            }
        }
        // One who has two addresses gives one of them.
        if compared.matched.len() == before {
            compared.differing.append(&mut others.differing);
            compared.unknown.append(&mut others.unknown);
        }
    }
    compared.ended()
}

impl Compared {
    fn ids(&mut self, subject: &AchievementSubject, person: &Person) {
        match (&subject.id, &person.id) {
            (Some(id), Some(own)) if id.trim() == own.trim() => {
                self.is_name_only = false;
                self.matched.push(format!("`id` {}", quoted(id)));
                self.by.push(Matched { identifier: None, is_weak: false });
            }
            (Some(id), Some(_)) => self.other_id = Some(quoted(id)),
            _ => {}
        }
    }

    fn identifier(&mut self, i: usize, identity: &IdentityObject, value: &str, others: &mut Compared) {
        let place = format!("/credentialSubject/identifier/{i}");
        let name = identity.identity_type.as_str();
        match identity.matches(value) {
            IdentityMatch::Matches { normalization, weak } => {
                let is_name = identity.identity_type == Term::Known(IdentifierType::Name);
                self.is_name_only &= is_name;
                self.matched.push(format!("{} {}", quoted(name), form(normalization)));
                self.by.push(Matched { identifier: Some(i), is_weak: is_name || weak });
                if weak {
                    let message = "the identifier matches by MD5, for which others can be made that match too";
                    self.warnings.push(Finding::warning(Code::RecipientWeakMatch, place, message));
                }
            }
            IdentityMatch::Differs => others.differing.push(quoted(name)),
            IdentityMatch::Unknown => {
                let message = "the hash of the identifier is of no kind that can be compared";
                let finding = Finding::error(Code::RecipientNotComparable, place, message);
                others.unknown.push(finding.with_value(&identity.identity_hash));
            }
        }
    }

    fn ended(mut self) -> Check {
        let place = "/credentialSubject";
        self.differing.sort();
        self.differing.dedup();
        self.differing.truncate(5);
        // Of two DIDs that differ one is not this person's, whatever else fits.
        if let Some(id) = self.other_id {
            let message = format!("the badge is about {id}, not about the person given");
            let finding = Finding::error(Code::RecipientMismatch, format!("{place}/id"), message);
            return Check::failed(Step::Recipient, vec![finding]);
        }
        if !self.matched.is_empty() {
            if self.is_name_only {
                let message = "only a name matches, which many people may have";
                self.warnings.push(Finding::warning(Code::RecipientWeakMatch, place, message));
            }
            if !self.differing.is_empty() {
                let message = format!("{} of the badge is another", listed(&self.differing));
                self.warnings.push(Finding::warning(Code::RecipientMismatch, place, message));
            }
            let note = format!("the person given: {} matches", self.matched.join(", "));
            let check = Check::new(Step::Recipient, CheckOutcome::Passed, note).with_findings(self.warnings);
            return check.with_matched(self.by);
        }
        if !self.unknown.is_empty() {
            return Check::new(Step::Recipient, CheckOutcome::Unknown, "").with_findings(self.unknown);
        }
        if self.differing.is_empty() {
            let message = "the badge has nothing of the kinds that were given to compare";
            let finding = Finding::error(Code::RecipientNotComparable, place, message)
                .with_remedy("give an identifier of a kind that the badge has");
            return Check::new(Step::Recipient, CheckOutcome::Unknown, "").with_findings(vec![finding]);
        }
        let message = format!("the badge is about somebody else: {} differs", listed(&self.differing));
        let finding = Finding::error(Code::RecipientMismatch, place, message);
        Check::new(Step::Recipient, CheckOutcome::Failed, "").with_findings(vec![finding])
    }
}

/// `email` is no word of the standard's, yet its own guide writes it.
fn is_same_kind(a: &Term<IdentifierType>, b: &Term<IdentifierType>) -> bool {
    let is_email = |kind: &Term<IdentifierType>| matches!(kind.as_str(), "emailAddress" | "email");
    a == b || is_email(a) && is_email(b)
}

fn form(normalization: Normalization) -> &'static str {
    match normalization {
        Normalization::AsGiven => "as given",
        Normalization::Trimmed => "trimmed",
        Normalization::Composed => "in Unicode's form NFC",
        Normalization::LowerCase => "in lower case",
    }
}
