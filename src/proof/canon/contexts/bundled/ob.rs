//! The Open Badges 3.0 contexts: 3.0.3 in both its forms, 3.0.2 and the extensions.
//!
//! Kept as published, however odd: `criteria` and `geo` map to the IRIs of classes, XML Schema datatypes are under `https`,
//! and `awardedDate` has a datatype whose prefix nothing defines.

use super::{id, kind, table, term};

table! {
    /// Inside `Achievement`.
    ACHIEVEMENT, protected, [
        term("achievementType", ob!("achievementType")),
        term("alignment", ob!("alignment")).set(),
        term("creator", ob!("creator")),
        term("creditsAvailable", ob!("creditsAvailable")).typed(xsd_https!("float")),
        term("criteria", ob!("Criteria")).id(),
        term("fieldOfStudy", ob!("fieldOfStudy")),
        term("humanCode", ob!("humanCode")),
        id(),
        term("image", ob!("image")).id(),
        term("inLanguage", schema!("inLanguage")),
        term("otherIdentifier", ob!("otherIdentifier")).set(),
        term("related", ob!("related")).set(),
        term("resultDescription", ob!("resultDescription")).set(),
        term("specialization", ob!("specialization")),
        term("tag", schema!("keywords")).set(),
        kind(),
        term("version", ob!("version")),
    ]
}

table! {
    /// Inside `AchievementSubject`.
    ACHIEVEMENT_SUBJECT, protected, [
        term("achievement", ob!("achievement")),
        term("activityEndDate", ob!("activityEndDate")).typed(xsd_https!("date")),
        term("activityStartDate", ob!("activityStartDate")).typed(xsd_https!("date")),
        term("creditsEarned", ob!("creditsEarned")).typed(xsd_https!("float")),
        id(),
        term("identifier", ob!("identifier")).set(),
        term("image", ob!("image")).id(),
        term("licenseNumber", ob!("licenseNumber")),
        term("result", ob!("result")).set(),
        term("role", ob!("role")),
        term("source", ob!("source")).id(),
        term("term", ob!("term")),
        kind(),
    ]
}

table! {
    /// Inside `Address`.
    ADDRESS, protected, [
        term("addressCountry", schema!("addressCountry")),
        term("addressCountryCode", ob!("CountryCode")),
        term("addressLocality", schema!("addressLocality")),
        term("addressRegion", schema!("addressRegion")),
        term("geo", ob!("GeoCoordinates")),
        id(),
        term("postOfficeBoxNumber", schema!("postOfficeBoxNumber")),
        term("postalCode", schema!("postalCode")),
        term("streetAddress", schema!("streetAddress")),
        kind(),
    ]
}

table! {
    /// Inside `Alignment`.
    ALIGNMENT, protected, [
        id(),
        term("targetCode", ob!("targetCode")),
        term("targetDescription", schema!("targetDescription")),
        term("targetFramework", schema!("targetFramework")),
        term("targetName", schema!("targetName")),
        term("targetType", ob!("targetType")),
        term("targetUrl", schema!("targetUrl")).typed(xsd_https!("anyURI")),
        kind(),
    ]
}

table! {
    /// Inside `EndorsementSubject`.
    ENDORSEMENT_SUBJECT, protected, [
        term("endorsementComment", ob!("endorsementComment")),
        id(),
        kind(),
    ]
}

table! {
    /// Inside `Evidence`.
    EVIDENCE, protected, [
        term("audience", schema!("audience")),
        term("genre", schema!("genre")),
        id(),
        kind(),
    ]
}

table! {
    /// Inside `GeoCoordinates`.
    GEO_COORDINATES, protected, [
        id(),
        term("latitude", schema!("latitude")),
        term("longitude", schema!("longitude")),
        kind(),
    ]
}

table! {
    /// Inside `IdentifierEntry`.
    IDENTIFIER_ENTRY, protected, [
        id(),
        term("identifier", ob!("identifier")),
        term("identifierType", ob!("identifierType")),
        kind(),
    ]
}

table! {
    /// Inside `IdentityObject`.
    IDENTITY_OBJECT, protected, [
        term("hashed", ob!("hashed")).typed(xsd_https!("boolean")),
        id(),
        term("identityHash", ob!("identityHash")),
        term("identityType", ob!("identityType")),
        term("salt", ob!("salt")),
        kind(),
    ]
}

table! {
    /// Inside `Image`.
    IMAGE, protected, [
        term("caption", schema!("caption")),
        id(),
        kind(),
    ]
}

table! {
    /// Inside `Profile`.
    PROFILE, protected, [
        term("additionalName", schema!("additionalName")),
        term("address", ob!("address")).id(),
        term("dateOfBirth", ob!("dateOfBirth")).typed(xsd_https!("date")),
        term("email", schema!("email")),
        term("familyName", schema!("familyName")),
        term("familyNamePrefix", ob!("familyNamePrefix")),
        term("givenName", schema!("givenName")),
        term("honorificPrefix", schema!("honorificPrefix")),
        term("honorificSuffix", schema!("honorificSuffix")),
        id(),
        term("image", ob!("image")).id(),
        term("official", ob!("official")),
        term("otherIdentifier", ob!("otherIdentifier")).set(),
        term("parentOrg", ob!("parentOrg")).id(),
        term("patronymicName", ob!("patronymicName")),
        term("phone", ob!("phone")),
        kind(),
    ]
}

table! {
    /// Inside `Related`.
    RELATED, protected, [
        id(),
        term("inLanguage", schema!("inLanguage")),
        kind(),
        term("version", ob!("version")),
    ]
}

table! {
    /// Inside `Result`.
    RESULT, protected, [
        term("achievedLevel", ob!("achievedLevel")).typed(xsd_https!("anyURI")),
        id(),
        term("resultDescription", ob!("resultDescription")).typed(xsd_https!("anyURI")),
        term("status", ob!("status")),
        kind(),
        term("value", schema!("value")),
    ]
}

table! {
    /// Inside `ResultDescription`.
    RESULT_DESCRIPTION, protected, [
        term("allowedValue", ob!("allowedValue")).list(),
        id(),
        term("requiredLevel", ob!("requiredLevel")).typed(xsd_https!("anyURI")),
        term("requiredValue", ob!("requiredValue")),
        term("resultType", ob!("resultType")),
        term("rubricCriterionLevel", ob!("rubricCriterionLevel")).set(),
        kind(),
        term("valueMax", ob!("valueMax")),
        term("valueMin", ob!("valueMin")),
    ]
}

table! {
    /// Inside `RubricCriterionLevel`.
    RUBRIC_CRITERION_LEVEL, protected, [
        id(),
        term("level", ob!("level")),
        term("points", ob!("points")),
        kind(),
    ]
}

table! {
    /// What achievements, their subjects, issuers and results are made of.
    OPEN_BADGES_3_0_3, protected, free &[("xsd", None)], [
        term("Achievement", ob!("Achievement")).scoped(&ACHIEVEMENT),
        term("AchievementCredential", ob!("OpenBadgeCredential")),
        term("AchievementSubject", ob!("AchievementSubject")).scoped(&ACHIEVEMENT_SUBJECT),
        term("Address", ob!("Address")).scoped(&ADDRESS),
        term("Alignment", schema!("AlignmentObject")).scoped(&ALIGNMENT),
        term("Criteria", ob!("Criteria")),
        term("EndorsementCredential", ob!("EndorsementCredential")),
        term("EndorsementSubject", ob!("EndorsementSubject")).scoped(&ENDORSEMENT_SUBJECT),
        term("Evidence", ob!("Evidence")).scoped(&EVIDENCE),
        term("GeoCoordinates", ob!("GeoCoordinates")).scoped(&GEO_COORDINATES),
        term("IdentifierEntry", ob!("IdentifierEntry")).scoped(&IDENTIFIER_ENTRY),
        term("IdentityObject", ob!("IdentityObject")).scoped(&IDENTITY_OBJECT),
        term("Image", ob!("Image")).scoped(&IMAGE),
        term("OpenBadgeCredential", ob!("OpenBadgeCredential")),
        term("Profile", ob!("Profile")).scoped(&PROFILE),
        term("Related", ob!("Related")).scoped(&RELATED),
        term("Result", ob!("Result")).scoped(&RESULT),
        term("ResultDescription", ob!("ResultDescription")).scoped(&RESULT_DESCRIPTION),
        term("RubricCriterionLevel", ob!("RubricCriterionLevel")).scoped(&RUBRIC_CRITERION_LEVEL),
        term("alignment", ob!("alignment")).set(),
        term("awardedDate", ob!("awardedDate")).typed("xsd:dateTime"),
        term("description", schema!("description")),
        term("endorsement", ob!("endorsement")).set(),
        id(),
        term("image", ob!("image")).id(),
        term("inLanguage", schema!("inLanguage")),
        term("name", schema!("name")),
        term("narrative", ob!("narrative")),
        kind(),
        term("url", schema!("url")).typed(xsd_https!("anyURI")),
    ]
}

table! {
    /// The newer form that 1EdTech's own validator has under the same address.
    OPEN_BADGES_3_0_3_NEWER, protected, free &[("xsd", None)], [
        term("Achievement", ob!("Achievement")).scoped(&ACHIEVEMENT),
        term("AchievementCredential", ob!("OpenBadgeCredential")),
        term("AchievementSubject", ob!("AchievementSubject")).scoped(&ACHIEVEMENT_SUBJECT),
        term("Address", ob!("Address")).scoped(&ADDRESS),
        term("Alignment", schema!("AlignmentObject")).scoped(&ALIGNMENT),
        term("Criteria", ob!("Criteria")),
        term("EndorsementCredential", ob!("EndorsementCredential")),
        term("EndorsementSubject", ob!("EndorsementSubject")).scoped(&ENDORSEMENT_SUBJECT),
        term("Evidence", ob!("Evidence")).scoped(&EVIDENCE),
        term("GeoCoordinates", ob!("GeoCoordinates")).scoped(&GEO_COORDINATES),
        term("IdentifierEntry", ob!("IdentifierEntry")).scoped(&IDENTIFIER_ENTRY),
        term("IdentityObject", ob!("IdentityObject")).scoped(&IDENTITY_OBJECT),
        term("Image", ob!("Image")).scoped(&IMAGE),
        term("OpenBadgeCredential", ob!("OpenBadgeCredential")),
        term("Profile", ob!("Profile")).scoped(&PROFILE),
        term("Related", ob!("Related")).scoped(&RELATED),
        term("Result", ob!("Result")).scoped(&RESULT),
        term("ResultDescription", ob!("ResultDescription")).scoped(&RESULT_DESCRIPTION),
        term("RubricCriterionLevel", ob!("RubricCriterionLevel")).scoped(&RUBRIC_CRITERION_LEVEL),
        term("alignment", ob!("alignment")).set(),
        term("awardedDate", ob!("awardedDate")).typed("xsd:dateTime"),
        term("description", schema!("description")),
        term("endorsement", ob!("endorsement")).set(),
        term("endorsementJwt", ob!("endorsementJwt")).set(),
        id(),
        term("image", ob!("image")).id(),
        term("inLanguage", schema!("inLanguage")),
        term("jti", jwt!("jti")).id(),
        term("name", schema!("name")),
        term("narrative", ob!("narrative")),
        kind(),
        term("url", schema!("url")).typed(xsd_https!("anyURI")),
    ]
}

table! {
    /// Inside `Achievement`.
    ACHIEVEMENT_2, protected, [
        term("achievementType", ob!("achievementType")),
        term("alignment", ob!("alignment")).set(),
        term("creator", ob!("creator")),
        term("creditsAvailable", ob!("creditsAvailable")).typed(xsd_https!("float")),
        term("criteria", ob!("Criteria")).id(),
        term("fieldOfStudy", ob!("fieldOfStudy")),
        term("humanCode", ob!("humanCode")),
        id(),
        term("image", ob!("Image")).id(),
        term("otherIdentifier", ob!("otherIdentifier")).set(),
        term("related", ob!("related")).set(),
        term("resultDescription", ob!("resultDescription")).set(),
        term("specialization", ob!("specialization")),
        term("tag", schema!("keywords")).set(),
        kind(),
        term("version", ob!("version")),
    ]
}

table! {
    /// Inside `AchievementSubject`.
    ACHIEVEMENT_SUBJECT_2, protected, [
        term("achievement", ob!("achievement-0")),
        term("activityEndDate", ob!("activityEndDate")).typed(xsd_https!("date")),
        term("activityStartDate", ob!("activityStartDate")).typed(xsd_https!("date")),
        term("creditsEarned", ob!("creditsEarned")).typed(xsd_https!("float")),
        id(),
        term("identifier", ob!("identifier")).set(),
        term("image", ob!("Image")).id(),
        term("licenseNumber", ob!("licenseNumber")),
        term("result", ob!("result")).set(),
        term("role", ob!("role")),
        term("source", ob!("source")).id(),
        term("term", ob!("term")),
        kind(),
    ]
}

table! {
    /// Inside `Profile`.
    PROFILE_2, protected, [
        term("additionalName", schema!("additionalName")),
        term("address", ob!("address")).id(),
        term("dateOfBirth", ob!("dateOfBirth")).typed(xsd_https!("date")),
        term("email", schema!("email")),
        term("familyName", schema!("familyName")),
        term("familyNamePrefix", ob!("familyNamePrefix")),
        term("givenName", schema!("givenName")),
        term("honorificPrefix", schema!("honorificPrefix")),
        term("honorificSuffix", schema!("honorificSuffix")),
        id(),
        term("image", ob!("Image")).id(),
        term("official", ob!("official")),
        term("otherIdentifier", ob!("otherIdentifier")).set(),
        term("parentOrg", ob!("parentOrg")).id(),
        term("patronymicName", ob!("patronymicName")),
        term("phone", ob!("phone")),
        kind(),
    ]
}

table! {
    /// Inside `Related`.
    RELATED_2, protected, [
        id(),
        kind(),
        term("version", ob!("version")),
    ]
}

table! {
    /// The version before.
    OPEN_BADGES_3_0_2, protected, [
        term("Achievement", ob!("Achievement")).scoped(&ACHIEVEMENT_2),
        term("AchievementCredential", ob!("OpenBadgeCredential")),
        term("AchievementSubject", ob!("AchievementSubject")).scoped(&ACHIEVEMENT_SUBJECT_2),
        term("Address", ob!("Address")).scoped(&ADDRESS),
        term("Alignment", schema!("AlignmentObject")).scoped(&ALIGNMENT),
        term("Criteria", ob!("Criteria")),
        term("EndorsementCredential", ob!("EndorsementCredential")),
        term("EndorsementSubject", ob!("EndorsementSubject")).scoped(&ENDORSEMENT_SUBJECT),
        term("Evidence", ob!("Evidence")).scoped(&EVIDENCE),
        term("GeoCoordinates", ob!("GeoCoordinates")).scoped(&GEO_COORDINATES),
        term("IdentifierEntry", ob!("IdentifierEntry")).scoped(&IDENTIFIER_ENTRY),
        term("IdentityObject", ob!("IdentityObject")).scoped(&IDENTITY_OBJECT),
        term("Image", ob!("Image")).scoped(&IMAGE),
        term("OpenBadgeCredential", ob!("OpenBadgeCredential")),
        term("Profile", ob!("Profile")).scoped(&PROFILE_2),
        term("Related", ob!("Related")).scoped(&RELATED_2),
        term("Result", ob!("Result")).scoped(&RESULT),
        term("ResultDescription", ob!("ResultDescription")).scoped(&RESULT_DESCRIPTION),
        term("RubricCriterionLevel", ob!("RubricCriterionLevel")).scoped(&RUBRIC_CRITERION_LEVEL),
        term("alignment", ob!("alignment")).set(),
        term("description", schema!("description")),
        term("endorsement", ob!("endorsement")).set(),
        id(),
        term("image", ob!("Image")).id(),
        term("name", schema!("name")),
        term("narrative", ob!("narrative")),
        kind(),
        term("url", schema!("url")).typed(xsd_https!("anyURI")),
    ]
}

table! {
    /// 1EdTech's ways to check a schema, revoke and refresh.
    EXTENSIONS, open, [
        term("1EdTechCredentialRefresh", "https://purl.imsglobal.org/spec/vccr/v1p0/context.json#1EdTechCredentialRefresh"),
        term("1EdTechJsonSchemaValidator2019", "https://purl.imsglobal.org/spec/vccs/v1p0/context.json#1EdTechJsonSchemaValidator2019"),
        term("1EdTechRevocationList", "https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#1EdTechRevocationList"),
        id(),
        kind(),
    ]
}
