//! Who is named in a badge, and what is known of them.

use serde::Serialize;

use super::facts::facts;
use crate::display::seen::is_seen;
use crate::model::DateTimeZ;

facts! {
    /// An organization or a person as the badge describes it. Nobody asked it whether that is so.
    Party {
        /// The URI that stands for it.
        text id;
        /// Its name.
        maybe name;
        /// Its homepage: any URI, see [`web_link`](super::web_link).
        maybe url;
        /// What it is, in short.
        maybe description;
        /// The organization that it says it belongs to.
        maybe parent: Box<Party>;
    }
}

impl Party {
    /// Its name, or else its URI.
    pub fn label(&self) -> &str {
        self.name.as_deref().filter(|name| is_seen(name)).unwrap_or(&self.id)
    }
}

facts! {
    /// Who issued the badge. That this id signed is verified; what the profile says beside it is only if it is trusted, and
    /// then it is the word of one whom the caller trusts.
    Issuer {
        /// Its profile.
        one profile: Party;
        /// Whether the caller trusts it.
        copy trust: Trust;
        /// How its key is known.
        maybe key: Key;
        /// Whether it issued the badge to itself: then the badge is a self-assertion.
        copy is_recipient: bool;
    }
}

/// Whether the caller trusts somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Trust {
    /// The caller's registry trusts it.
    Trusted,
    /// The caller's registry does not know it, and the policy lets that pass.
    NotKnown,
    /// No registry was given: anybody could have issued this and call themselves so.
    NotAsked,
}

impl Trust {
    /// Whether the registry trusts it.
    pub fn is_trusted(self) -> bool {
        self == Trust::Trusted
    }
}

facts! {
    /// How the issuer's key is known.
    Key {
        /// How.
        copy known_by: KnownBy;
        /// The host whose word it is that the key is the issuer's, of `did:web` and `https` issuers.
        maybe host;
        /// How the badge was signed: the cryptosuite, or `JWT` with the algorithm.
        text secured_with;
        /// The URL that stands for the key.
        maybe verification_method;
    }
}

/// How it is known that a key is the issuer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum KnownBy {
    /// The issuer's id is the key (`did:key`, `did:jwk`): it says nothing of who has it.
    ItsId,
    /// The issuer's own document names it, which whoever verified had at hand.
    ItsDocument,
}

facts! {
    /// An endorsement that is verified and counts.
    Endorsed {
        /// Who endorses.
        one endorser: Party;
        /// Whether the caller has it among the endorsers that count.
        copy trust: Trust;
        /// What is endorsed.
        copy of: EndorsedPart;
        /// The id of what is endorsed. That it is [`of`](Endorsed::of) this part only the issuer says, which wrote the id there:
        /// everybody can name something that others endorsed.
        text target;
        /// Whether the endorser is the issuer of the badge: then the endorsement says no more than the badge.
        copy is_issuer: bool;
        /// Whether the endorser is the person whom the badge is about.
        copy is_recipient: bool;
        /// What the endorser says, in Markdown as the endorsement has it: render it with care.
        maybe comment;
        /// From when the endorsement is valid.
        one from: DateTimeZ;
        /// Until when it is valid.
        maybe until: DateTimeZ;
    }
}

/// What an endorsement is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EndorsedPart {
    /// This award to this person.
    Credential,
    /// The achievement, whoever earns it.
    Achievement,
    /// The issuer.
    Issuer,
    /// Who defined the achievement.
    Creator,
    /// Who assessed it.
    Assessor,
    /// Something else; its id says what.
    Other,
}
