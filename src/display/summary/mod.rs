//! What an employer wants to know of a badge, sorted by how far it can be relied on.
//!
//! A badge that is verified is one that its issuer signed, that nobody has changed since, and that holds now. That does not make
//! all of it true. A [`Summary`] tells four things apart:
//!
//! 1. **What was checked.** That this id signed ([`Issuer`], [`Key`]), the dates and the revocation ([`Validity`]), that the
//!    results meet what is required, the endorsements ([`Endorsed`]: only those that are verified and count). Whom the badge is
//!    about counts here as far as it was compared with a person whom the caller named ([`Recipient`]), by the identifiers that
//!    fit; a name alone fits many, and says so ([`MatchedBy::is_weak`]). Even then whoever shows the badge need not be that
//!    person.
//! 2. **The issuer's word**, which it signed: the achievement, the results, how they were assessed, the evidence, who defined
//!    the achievement and who assessed it, what it corresponds to. Making that statement is what a badge is for; it is worth as
//!    much as the issuer. None of those whom it names was asked, and what lies behind its links nobody looked at.
//! 3. **What the caller thinks of the issuer** ([`Trust`]). A signature binds a badge to an id, not to a name: everybody can make
//!    a key and call themselves a university. So without a registry that trusts the id, the name is no more than what somebody
//!    calls itself, and is written behind the id and in quotation marks. The same goes for endorsers.
//! 4. **What is asserted and nobody verified** ([`Asserted`]), kept apart: the learner's name and other identifiers that are not
//!    hashed (the issuer wrote them; unless they are what was compared, they may be anybody's), what an issuer that no
//!    registry trusts says of itself, the account of the evidence, and results that the achievement does not describe, so
//!    that nobody knows what they are of.
//!
//! What cannot be known is not guessed. The levels of a rubric are in an order only where their points or numbers, which are
//! signed, give one: no signature covers the order of a list. Of several results for one thing all are told. Open Badges has no member
//! for how and when something was assessed; it is read from evidence exactly as this crate issues it, and evidence of any other
//! form stays evidence. A level that is named and not described is its URI.
//!
//! # Foreign text
//!
//! All texts are as the badge has them, in the [`Summary`] and its JSON: whoever shows them must escape them.
//! [`to_text`](Summary::to_text) and [`to_markdown`](Summary::to_markdown) have done so. Each fact is one line that begins
//! with words or a bullet of ours; control characters and marks that turn the line are replaced, runs of space are one
//! space, text that is written from right to left is isolated, and long texts end in `…`. In Markdown every character that
//! could be markup is escaped. A name that has what our lines are parted by, such as `; `, stands in quotation marks, and no
//! mark in a quotation can be taken for its end. A text of which nothing is seen is `—`. Narratives, which are Markdown themselves, are quoted as text, without the marks of emphasis:
//! an image, a heading or a link in one would stand where the reader takes it for ours. Only `https` addresses are links, and
//! they show where they lead ([`web_link`]).
//!
//! # Days
//!
//! When something was awarded or done is told in days as the badge counts them, with a remark if that lies after the
//! verification. Until when something holds is told with its time in UTC, unless it ends with the day in UTC.
//!
//! # JSON
//!
//! `version` is 1, and rises when a member changes its meaning or disappears, not when new ones come. Members without a value
//! are `null`. Dates and times are as the badge has them (RFC 3339). No text is cut, and none that many parts refer to is
//! repeated: levels stand for themselves once and are referred to by their ids, what corresponds to something elsewhere
//! ([`Of`]) by its place.
//!
//! # Not verified
//!
//! A badge that is not verified has no summary, but an [`Unverified`].

mod achieved;
mod aligned;
mod assessed;
mod checked;
pub(in crate::display) mod days;
mod endorsed;
mod extract;
mod facts;
mod parties;
pub(in crate::display) mod shown;
mod unverified;
mod write;

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

pub use achieved::{
    Achieved, AlignedTo, Assessed, Day, Evidence, Level, Method, Of, OfKind, Picture, Reached, Shown, Target,
};
pub use checked::{About, Asserted, Checked, MatchedBy, Reason, Recipient, Status, Validity, Verification};
pub use parties::{Endorsed, EndorsedPart, Issuer, Key, KnownBy, Party, Trust};
pub use unverified::{Claimed, Unverified};

use crate::verify::Verified;

/// The version of the JSON that a summary is written as. It rises when members change their meaning or disappear, not when
/// new ones come.
const VERSION: u32 = 1;

facts::facts! {
    /// The credential around the achievement.
    Credential {
        /// The URI that stands for it.
        text id;
        /// Its name, for wallets.
        maybe name;
        /// What it is, in short.
        maybe description;
    }
}

/// What a verified badge says, and how far each part of it can be relied on: see the [module](self).
///
/// serde writes it as versioned JSON, the same for the same badge and verification.
///
/// ```
/// use openbadges::display::summary::Summary;
/// use openbadges::verify::{Resources, Verifier};
///
/// let badge = include_bytes!("../../../fixtures/golden/critical-thinking.json");
/// let now = "2026-07-01T00:00:00Z".parse().unwrap();
/// let verified = Verifier::default().verify(badge, &Resources::new(), now).into_verified().unwrap();
/// let summary = Summary::of(&verified);
/// assert_eq!(summary.achieved().name(), "Critical Thinking");
/// let patterns = &summary.shown()[1];
/// assert_eq!((patterns.name(), patterns.reached()[0].level().unwrap().label()), ("Identify patterns", "Exemplary"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    language: Option<String>,
    achieved: Achieved,
    credential: Credential,
    recipient: Recipient,
    shown: Vec<Shown>,
    evidence: Vec<Evidence>,
    aligned_to: Vec<AlignedTo>,
    issuer: Issuer,
    creator: Option<Party>,
    source: Option<Party>,
    endorsements: Vec<Endorsed>,
    validity: Validity,
    verification: Verification,
    asserted: Vec<Asserted>,
}

impl Summary {
    /// The summary of a badge.
    pub fn of(badge: &Verified) -> Self {
        extract::summary(badge)
    }

    /// The language of the badge's own texts (BCP 47), if it says; what the crate writes between them is in another, perhaps.
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// What was achieved.
    pub fn achieved(&self) -> &Achieved {
        &self.achieved
    }

    /// The credential around it.
    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    /// Whom the badge is about.
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    /// What the person showed, sub-competency by sub-competency, also those that the badge asserts nothing of.
    pub fn shown(&self) -> &[Shown] {
        &self.shown
    }

    /// The evidence that is not an assessment of one of [`shown`](Summary::shown).
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// What the achievement and its parts correspond to, framework by framework.
    pub fn aligned_to(&self) -> &[AlignedTo] {
        &self.aligned_to
    }

    /// Who issued it.
    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// Who defined the achievement, by the issuer's word.
    pub fn creator(&self) -> Option<&Party> {
        self.creator.as_ref()
    }

    /// Who assessed it for the issuer, by the issuer's word.
    pub fn source(&self) -> Option<&Party> {
        self.source.as_ref()
    }

    /// The endorsements that are verified and count.
    pub fn endorsements(&self) -> &[Endorsed] {
        &self.endorsements
    }

    /// From when and until when it is valid, and whether it was revoked.
    pub fn validity(&self) -> &Validity {
        &self.validity
    }

    /// How the verification ended.
    pub fn verification(&self) -> &Verification {
        &self.verification
    }

    /// What is asserted and nobody verified.
    pub fn asserted(&self) -> &[Asserted] {
        &self.asserted
    }
}

impl Serialize for Summary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Summary", 15)?;
        out.serialize_field("version", &VERSION)?;
        out.serialize_field("language", &self.language)?;
        out.serialize_field("verification", &self.verification)?;
        out.serialize_field("achieved", &self.achieved)?;
        out.serialize_field("credential", &self.credential)?;
        out.serialize_field("recipient", &self.recipient)?;
        out.serialize_field("issuer", &self.issuer)?;
        out.serialize_field("creator", &self.creator)?;
        out.serialize_field("source", &self.source)?;
        out.serialize_field("validity", &self.validity)?;
        out.serialize_field("shown", &self.shown)?;
        out.serialize_field("evidence", &self.evidence)?;
        out.serialize_field("alignedTo", &self.aligned_to)?;
        out.serialize_field("endorsements", &self.endorsements)?;
        out.serialize_field("asserted", &self.asserted)?;
        out.end()
    }
}

/// An address as a link that may be followed: `https` only, written as a browser would, in ASCII and without quotes, angles,
/// spaces or parentheses, so that it can stand in HTML and Markdown. None for all other URIs; they are shown as text.
///
/// ```
/// use openbadges::display::summary::web_link;
///
/// assert_eq!(web_link("HTTPS://Example.edu/a b?\"(x)").as_deref(), Some("https://example.edu/a%20b?%22%28x%29"));
/// assert_eq!(web_link("http://example.edu/"), None);
/// assert_eq!(web_link("https://college.edu@example.com/"), None);
/// assert_eq!(web_link("javascript:alert(1)"), None);
/// ```
pub fn web_link(uri: &str) -> Option<String> {
    let url = url::Url::parse(uri).ok()?;
    // A user name before the host looks like another host.
    if url.scheme() != "https" || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    let mut out = String::with_capacity(url.as_str().len());
    for c in url.as_str().chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => out.push(c),
            '-' | '.' | '_' | '~' | ':' | '/' | '?' | '#' | '@' | '!' | '$' | '&' | '+' | ',' | ';' | '=' | '%' => {
                out.push(c)
            }
            '[' | ']' => out.push(c),
            other => {
                let mut utf8 = [0; 4];
                for byte in other.encode_utf8(&mut utf8).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
    Some(out)
}
