//! The Open Badges 3.0.3 context.
//!
//! Kept as published, however odd: `AchievementCredential` names the term
//! `OpenBadgeCredential` instead of an IRI, `criteria` and `geo` map to the IRIs of classes,
//! XML Schema datatypes are under `https`, and `awardedDate` has a datatype whose prefix
//! nothing defines.

use super::{Context, Term, term};

macro_rules! ob {
    ($name:literal) => {
        concat!("https://purl.imsglobal.org/spec/vc/ob/vocab.html#", $name)
    };
}

macro_rules! schema {
    ($name:literal) => {
        concat!("https://schema.org/", $name)
    };
}

macro_rules! xsd_https {
    ($name:literal) => {
        concat!("https://www.w3.org/2001/XMLSchema#", $name)
    };
}

/// What achievements, their subjects, issuers and results are made of.
pub(crate) static OPEN_BADGES_3_0_3: Context =
    Context { url: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", terms: TOP };

/// The terms at the top.
#[rustfmt::skip]
const TOP: &[Term] = &[
    term("Achievement", ob!("Achievement")).scoped(ACHIEVEMENT),
    term("AchievementCredential", "OpenBadgeCredential"),
    term("AchievementSubject", ob!("AchievementSubject")).scoped(ACHIEVEMENT_SUBJECT),
    term("Address", ob!("Address")).scoped(ADDRESS),
    term("Alignment", schema!("AlignmentObject")).scoped(ALIGNMENT),
    term("Criteria", ob!("Criteria")),
    term("EndorsementCredential", ob!("EndorsementCredential")),
    term("EndorsementSubject", ob!("EndorsementSubject")).scoped(ENDORSEMENT_SUBJECT),
    term("Evidence", ob!("Evidence")).scoped(EVIDENCE),
    term("GeoCoordinates", ob!("GeoCoordinates")).scoped(GEO_COORDINATES),
    term("IdentifierEntry", ob!("IdentifierEntry")).scoped(IDENTIFIER_ENTRY),
    term("IdentityObject", ob!("IdentityObject")).scoped(IDENTITY_OBJECT),
    term("Image", ob!("Image")).scoped(IMAGE),
    term("OpenBadgeCredential", ob!("OpenBadgeCredential")),
    term("Profile", ob!("Profile")).scoped(PROFILE),
    term("Related", ob!("Related")).scoped(RELATED),
    term("Result", ob!("Result")).scoped(RESULT),
    term("ResultDescription", ob!("ResultDescription")).scoped(RESULT_DESCRIPTION),
    term("RubricCriterionLevel", ob!("RubricCriterionLevel")).scoped(RUBRIC_CRITERION_LEVEL),
    term("alignment", ob!("alignment")).set(),
    term("awardedDate", ob!("awardedDate")).typed("xsd:dateTime"),
    term("description", schema!("description")),
    term("endorsement", ob!("endorsement")).set(),
    term("image", ob!("image")).id(),
    term("inLanguage", schema!("inLanguage")),
    term("name", schema!("name")),
    term("narrative", ob!("narrative")),
    term("url", schema!("url")).typed(xsd_https!("anyURI")),
];

/// What is awarded.
#[rustfmt::skip]
const ACHIEVEMENT: &[Term] = &[
    term("achievementType", ob!("achievementType")),
    term("alignment", ob!("alignment")).set(),
    term("creator", ob!("creator")),
    term("creditsAvailable", ob!("creditsAvailable")).typed(xsd_https!("float")),
    term("criteria", ob!("Criteria")).id(),
    term("fieldOfStudy", ob!("fieldOfStudy")),
    term("humanCode", ob!("humanCode")),
    term("image", ob!("image")).id(),
    term("inLanguage", schema!("inLanguage")),
    term("otherIdentifier", ob!("otherIdentifier")).set(),
    term("related", ob!("related")).set(),
    term("resultDescription", ob!("resultDescription")).set(),
    term("specialization", ob!("specialization")),
    term("tag", schema!("keywords")).set(),
    term("version", ob!("version")),
];

/// Whoever it is awarded to.
#[rustfmt::skip]
const ACHIEVEMENT_SUBJECT: &[Term] = &[
    term("achievement", ob!("achievement")),
    term("activityEndDate", ob!("activityEndDate")).typed(xsd_https!("date")),
    term("activityStartDate", ob!("activityStartDate")).typed(xsd_https!("date")),
    term("creditsEarned", ob!("creditsEarned")).typed(xsd_https!("float")),
    term("identifier", ob!("identifier")).set(),
    term("image", ob!("image")).id(),
    term("licenseNumber", ob!("licenseNumber")),
    term("result", ob!("result")).set(),
    term("role", ob!("role")),
    term("source", ob!("source")).id(),
    term("term", ob!("term")),
];

/// Inside `Address`.
#[rustfmt::skip]
const ADDRESS: &[Term] = &[
    term("addressCountry", schema!("addressCountry")),
    term("addressCountryCode", ob!("CountryCode")),
    term("addressLocality", schema!("addressLocality")),
    term("addressRegion", schema!("addressRegion")),
    term("geo", ob!("GeoCoordinates")),
    term("postOfficeBoxNumber", schema!("postOfficeBoxNumber")),
    term("postalCode", schema!("postalCode")),
    term("streetAddress", schema!("streetAddress")),
];

/// Inside `Alignment`.
#[rustfmt::skip]
const ALIGNMENT: &[Term] = &[
    term("targetCode", ob!("targetCode")),
    term("targetDescription", schema!("targetDescription")),
    term("targetFramework", schema!("targetFramework")),
    term("targetName", schema!("targetName")),
    term("targetType", ob!("targetType")),
    term("targetUrl", schema!("targetUrl")).typed(xsd_https!("anyURI")),
];

/// Inside `EndorsementSubject`.
#[rustfmt::skip]
const ENDORSEMENT_SUBJECT: &[Term] = &[
    term("endorsementComment", ob!("endorsementComment")),
];

/// Inside `Evidence`.
#[rustfmt::skip]
const EVIDENCE: &[Term] = &[
    term("audience", schema!("audience")),
    term("genre", schema!("genre")),
];

/// Inside `GeoCoordinates`.
#[rustfmt::skip]
const GEO_COORDINATES: &[Term] = &[
    term("latitude", schema!("latitude")),
    term("longitude", schema!("longitude")),
];

/// Inside `IdentifierEntry`.
#[rustfmt::skip]
const IDENTIFIER_ENTRY: &[Term] = &[
    term("identifier", ob!("identifier")),
    term("identifierType", ob!("identifierType")),
];

/// Inside `IdentityObject`.
#[rustfmt::skip]
const IDENTITY_OBJECT: &[Term] = &[
    term("hashed", ob!("hashed")).typed(xsd_https!("boolean")),
    term("identityHash", ob!("identityHash")),
    term("identityType", ob!("identityType")),
    term("salt", ob!("salt")),
];

/// Inside `Image`.
#[rustfmt::skip]
const IMAGE: &[Term] = &[
    term("caption", schema!("caption")),
];

/// Inside `Profile`.
#[rustfmt::skip]
const PROFILE: &[Term] = &[
    term("additionalName", schema!("additionalName")),
    term("address", ob!("address")).id(),
    term("dateOfBirth", ob!("dateOfBirth")).typed(xsd_https!("date")),
    term("email", schema!("email")),
    term("familyName", schema!("familyName")),
    term("familyNamePrefix", ob!("familyNamePrefix")),
    term("givenName", schema!("givenName")),
    term("honorificPrefix", schema!("honorificPrefix")),
    term("honorificSuffix", schema!("honorificSuffix")),
    term("image", ob!("image")).id(),
    term("official", ob!("official")),
    term("otherIdentifier", ob!("otherIdentifier")).set(),
    term("parentOrg", ob!("parentOrg")).id(),
    term("patronymicName", ob!("patronymicName")),
    term("phone", ob!("phone")),
];

/// Inside `Related`.
#[rustfmt::skip]
const RELATED: &[Term] = &[
    term("inLanguage", schema!("inLanguage")),
    term("version", ob!("version")),
];

/// Inside `Result`.
#[rustfmt::skip]
const RESULT: &[Term] = &[
    term("achievedLevel", ob!("achievedLevel")).typed(xsd_https!("anyURI")),
    term("resultDescription", ob!("resultDescription")).typed(xsd_https!("anyURI")),
    term("status", ob!("status")),
    term("value", schema!("value")),
];

/// Inside `ResultDescription`.
#[rustfmt::skip]
const RESULT_DESCRIPTION: &[Term] = &[
    term("allowedValue", ob!("allowedValue")).list(),
    term("requiredLevel", ob!("requiredLevel")).typed(xsd_https!("anyURI")),
    term("requiredValue", ob!("requiredValue")),
    term("resultType", ob!("resultType")),
    term("rubricCriterionLevel", ob!("rubricCriterionLevel")).set(),
    term("valueMax", ob!("valueMax")),
    term("valueMin", ob!("valueMin")),
];

/// Inside `RubricCriterionLevel`.
#[rustfmt::skip]
const RUBRIC_CRITERION_LEVEL: &[Term] = &[
    term("level", ob!("level")),
    term("points", ob!("points")),
];
