//! The classes of Open Badges 3.0 as tables: members, their types and multiplicities. [`super::conform`] walks them.

use super::vocabulary::{Term, Vocabulary};
use super::{AchievementType, AlignmentTargetType, IdentifierType, ResultStatusType, ResultType};

/// What the `type` of an object must say.
#[derive(Debug, Clone, Copy)]
pub(super) enum Types {
    /// Nothing: the class has no `type`.
    None,
    /// Something.
    Any,
    /// At least one word of each group.
    Contains(&'static [&'static [&'static str]]),
    /// Just this word.
    Equals(&'static str),
}

#[derive(Debug)]
pub(super) struct Class {
    pub(super) name: &'static str,
    pub(super) types: Types,
    pub(super) members: &'static [Member],
}

/// How often a member may occur.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Count {
    Optional,
    Required,
    /// An array.
    List,
    /// An array, or its single item.
    CompactList,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Text,
    Uri,
    Boolean,
    Number,
    DateTimeZ,
    /// A day, `2026-05-01`.
    Date,
    /// An e-mail address, by its outer form.
    Email,
    /// A language tag.
    Language,
    /// A word of a vocabulary.
    Word(fn(&str) -> bool),
    Object(&'static Class),
    /// An object, or its URI in its place.
    ObjectOrUri(&'static Class),
    /// Not looked into.
    Any,
}

#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) count: Count,
}

const fn one(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, count: Count::Required }
}

const fn maybe(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, count: Count::Optional }
}

const fn list(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, count: Count::List }
}

const fn compact(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, count: Count::CompactList }
}

/// A word of an extensible vocabulary.
fn extensible<V: Vocabulary>(word: &str) -> bool {
    word.parse::<Term<V>>().is_ok_and(|term| term.is_allowed())
}

/// A word of a closed vocabulary.
fn closed<V: Vocabulary>(word: &str) -> bool {
    matches!(word.parse::<Term<V>>(), Ok(Term::Known(_)))
}

use Kind::{Any, Boolean, Date, DateTimeZ, Email, Language, Number, Object, ObjectOrUri, Text, Uri, Word};

pub(super) static ACHIEVEMENT_CREDENTIAL: Class = Class {
    name: "AchievementCredential",
    types: Types::Contains(&[&["VerifiableCredential"], &["AchievementCredential", "OpenBadgeCredential"]]),
    members: &[
        one("id", Uri),
        maybe("name", Text),
        maybe("description", Text),
        maybe("image", Object(&IMAGE)),
        one("issuer", ObjectOrUri(&PROFILE)),
        one("validFrom", DateTimeZ),
        maybe("validUntil", DateTimeZ),
        maybe("awardedDate", DateTimeZ),
        one("credentialSubject", Object(&ACHIEVEMENT_SUBJECT)),
        list("evidence", Object(&EVIDENCE)),
        list("endorsement", Object(&ENDORSEMENT_CREDENTIAL)),
        list("endorsementJwt", Text),
        compact("credentialSchema", Object(&TYPED_RESOURCE)),
        compact("credentialStatus", Object(&TYPED_RESOURCE)),
        maybe("refreshService", Object(&TYPED_RESOURCE)),
        compact("termsOfUse", Object(&TYPED)),
        compact("proof", Object(&PROOF)),
    ],
};

static ACHIEVEMENT_SUBJECT: Class = Class {
    name: "AchievementSubject",
    types: Types::Contains(&[&["AchievementSubject"]]),
    members: &[
        maybe("id", Uri),
        one("achievement", Object(&ACHIEVEMENT)),
        list("identifier", Object(&IDENTITY_OBJECT)),
        maybe("creditsEarned", Number),
        maybe("image", Object(&IMAGE)),
        maybe("licenseNumber", Text),
        maybe("narrative", Text),
        list("result", Object(&RESULT)),
        maybe("role", Text),
        maybe("source", Object(&PROFILE)),
        maybe("term", Text),
    ],
};

static ACHIEVEMENT: Class = Class {
    name: "Achievement",
    types: Types::Contains(&[&["Achievement"]]),
    members: &[
        one("id", Uri),
        list("alignment", Object(&ALIGNMENT)),
        maybe("achievementType", Word(extensible::<AchievementType>)),
        maybe("creator", Object(&PROFILE)),
        maybe("creditsAvailable", Number),
        one("criteria", Object(&CRITERIA)),
        one("description", Text),
        list("endorsement", Object(&ENDORSEMENT_CREDENTIAL)),
        list("endorsementJwt", Text),
        maybe("fieldOfStudy", Text),
        maybe("humanCode", Text),
        maybe("image", Object(&IMAGE)),
        maybe("inLanguage", Language),
        one("name", Text),
        list("otherIdentifier", Object(&IDENTIFIER_ENTRY)),
        list("related", Object(&RELATED)),
        list("resultDescription", Object(&RESULT_DESCRIPTION)),
        maybe("specialization", Text),
        list("tag", Text),
        maybe("version", Text),
    ],
};

static CRITERIA: Class =
    Class { name: "Criteria", types: Types::None, members: &[maybe("id", Uri), maybe("narrative", Text)] };

static RESULT_DESCRIPTION: Class = Class {
    name: "ResultDescription",
    types: Types::Contains(&[&["ResultDescription"]]),
    members: &[
        one("id", Uri),
        list("alignment", Object(&ALIGNMENT)),
        list("allowedValue", Text),
        one("name", Text),
        maybe("requiredLevel", Uri),
        maybe("requiredValue", Text),
        one("resultType", Word(extensible::<ResultType>)),
        list("rubricCriterionLevel", Object(&RUBRIC_CRITERION_LEVEL)),
        maybe("valueMax", Text),
        maybe("valueMin", Text),
    ],
};

static RUBRIC_CRITERION_LEVEL: Class = Class {
    name: "RubricCriterionLevel",
    types: Types::Contains(&[&["RubricCriterionLevel"]]),
    members: &[
        one("id", Uri),
        list("alignment", Object(&ALIGNMENT)),
        maybe("description", Text),
        maybe("level", Text),
        one("name", Text),
        maybe("points", Text),
    ],
};

static RESULT: Class = Class {
    name: "Result",
    types: Types::Contains(&[&["Result"]]),
    members: &[
        maybe("achievedLevel", Uri),
        list("alignment", Object(&ALIGNMENT)),
        maybe("resultDescription", Uri),
        maybe("status", Word(closed::<ResultStatusType>)),
        maybe("value", Text),
    ],
};

static ALIGNMENT: Class = Class {
    name: "Alignment",
    types: Types::Contains(&[&["Alignment"]]),
    members: &[
        maybe("targetCode", Text),
        maybe("targetDescription", Text),
        one("targetName", Text),
        maybe("targetFramework", Text),
        maybe("targetType", Word(extensible::<AlignmentTargetType>)),
        one("targetUrl", Uri),
    ],
};

static EVIDENCE: Class = Class {
    name: "Evidence",
    types: Types::Contains(&[&["Evidence"]]),
    members: &[
        maybe("id", Uri),
        maybe("narrative", Text),
        maybe("name", Text),
        maybe("description", Text),
        maybe("genre", Text),
        maybe("audience", Text),
    ],
};

pub(super) static PROFILE: Class = Class {
    name: "Profile",
    types: Types::Contains(&[&["Profile"]]),
    members: &[
        one("id", Uri),
        maybe("name", Text),
        maybe("url", Uri),
        maybe("phone", Text),
        maybe("description", Text),
        list("endorsement", Object(&ENDORSEMENT_CREDENTIAL)),
        list("endorsementJwt", Text),
        maybe("image", Object(&IMAGE)),
        maybe("email", Email),
        maybe("address", Object(&ADDRESS)),
        list("otherIdentifier", Object(&IDENTIFIER_ENTRY)),
        maybe("official", Text),
        maybe("parentOrg", Object(&PROFILE)),
        maybe("familyName", Text),
        maybe("givenName", Text),
        maybe("additionalName", Text),
        maybe("patronymicName", Text),
        maybe("honorificPrefix", Text),
        maybe("honorificSuffix", Text),
        maybe("familyNamePrefix", Text),
        maybe("dateOfBirth", Date),
    ],
};

static IMAGE: Class =
    Class { name: "Image", types: Types::Equals("Image"), members: &[one("id", Uri), maybe("caption", Text)] };

static IDENTITY_OBJECT: Class = Class {
    name: "IdentityObject",
    types: Types::Equals("IdentityObject"),
    members: &[
        one("hashed", Boolean),
        one("identityHash", Text),
        one("identityType", Word(extensible::<IdentifierType>)),
        maybe("salt", Text),
    ],
};

static PROOF: Class = Class {
    name: "Proof",
    types: Types::Any,
    members: &[
        maybe("created", DateTimeZ),
        maybe("cryptosuite", Text),
        maybe("challenge", Text),
        maybe("domain", Any),
        maybe("nonce", Text),
        maybe("proofPurpose", Text),
        maybe("proofValue", Text),
        maybe("verificationMethod", Uri),
    ],
};

/// `CredentialSchema`, `CredentialStatus`, `RefreshService`: an id and a type, the rest is their method's.
static TYPED_RESOURCE: Class = Class { name: "resource", types: Types::Any, members: &[one("id", Uri)] };

/// `TermsOfUse`.
static TYPED: Class = Class { name: "TermsOfUse", types: Types::Any, members: &[maybe("id", Uri)] };

/// As far as it carries its own signature: what it says is judged when it is verified.
static ENDORSEMENT_CREDENTIAL: Class = Class {
    name: "EndorsementCredential",
    types: Types::Contains(&[&["VerifiableCredential"], &["EndorsementCredential"]]),
    members: &[
        one("@context", Any),
        one("id", Uri),
        one("issuer", ObjectOrUri(&PROFILE)),
        one("credentialSubject", Object(&TYPED_RESOURCE)),
        compact("proof", Object(&PROOF)),
    ],
};

static IDENTIFIER_ENTRY: Class = Class {
    name: "IdentifierEntry",
    types: Types::Equals("IdentifierEntry"),
    members: &[one("identifier", Text), one("identifierType", Word(extensible::<IdentifierType>))],
};

static RELATED: Class = Class {
    name: "Related",
    types: Types::Contains(&[&["Related"]]),
    members: &[one("id", Uri), maybe("inLanguage", Language), maybe("version", Text)],
};

static ADDRESS: Class = Class {
    name: "Address",
    types: Types::Contains(&[&["Address"]]),
    members: &[
        maybe("addressCountry", Text),
        maybe("addressCountryCode", Text),
        maybe("addressRegion", Text),
        maybe("addressLocality", Text),
        maybe("streetAddress", Text),
        maybe("postOfficeBoxNumber", Text),
        maybe("postalCode", Text),
        maybe("geo", Object(&GEO_COORDINATES)),
    ],
};

static GEO_COORDINATES: Class = Class {
    name: "GeoCoordinates",
    types: Types::Equals("GeoCoordinates"),
    members: &[one("latitude", Number), one("longitude", Number)],
};
