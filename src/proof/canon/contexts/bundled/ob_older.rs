//! The Open Badges 3.0.0 and 3.0.1 contexts. Nothing in them is protected, and XML Schema is under `https`.

use super::{id, kind, table, term};

table! {
    /// Inside `Achievement`.
    ACHIEVEMENT, open, free &[("xsd", Some(xsd_https!("")))], [
        term("achievementType", ob!("achievementType")).typed(xsd_https!("string")),
        term("alignment", ob!("alignment")).set(),
        term("creator", ob!("creator")),
        term("creditsAvailable", ob!("creditsAvailable")).typed(xsd_https!("float")),
        term("criteria", ob!("Criteria")).id(),
        term("fieldOfStudy", ob!("fieldOfStudy")).typed(xsd_https!("string")),
        term("humanCode", ob!("humanCode")).typed(xsd_https!("string")),
        term("image", ob!("Image")).id(),
        term("otherIdentifier", ob!("otherIdentifier")).set(),
        term("related", ob!("related")).set(),
        term("resultDescription", ob!("resultDescription")).set(),
        term("specialization", ob!("specialization")).typed(xsd_https!("string")),
        term("tag", schema!("keywords")).typed(xsd_https!("string")).set(),
        term("version", ob!("version")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `AchievementSubject`.
    ACHIEVEMENT_SUBJECT, open, free &[("xsd", Some(xsd_https!("")))], [
        term("achievement", ob!("achievement-0")),
        term("activityEndDate", ob!("activityEndDate")).typed(xsd_https!("date")),
        term("activityStartDate", ob!("activityStartDate")).typed(xsd_https!("date")),
        term("creditsEarned", ob!("creditsEarned")).typed(xsd_https!("float")),
        term("identifier", ob!("identifier")).set(),
        term("image", ob!("Image")).id(),
        term("licenseNumber", ob!("licenseNumber")).typed(xsd_https!("string")),
        term("result", ob!("result")).set(),
        term("role", ob!("role")).typed(xsd_https!("string")),
        term("source", ob!("source")).id(),
        term("term", ob!("term")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `Address`.
    ADDRESS, open, free &[("xsd", Some(xsd_https!("")))], [
        term("addressCountry", schema!("addressCountry")).typed(xsd_https!("string")),
        term("addressCountryCode", ob!("CountryCode")).typed(xsd_https!("string")),
        term("addressLocality", schema!("addressLocality")).typed(xsd_https!("string")),
        term("addressRegion", schema!("addressRegion")).typed(xsd_https!("string")),
        term("geo", ob!("GeoCoordinates")),
        term("postOfficeBoxNumber", schema!("postOfficeBoxNumber")).typed(xsd_https!("string")),
        term("postalCode", schema!("postalCode")).typed(xsd_https!("string")),
        term("streetAddress", schema!("streetAddress")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `Alignment`.
    ALIGNMENT, open, free &[("xsd", Some(xsd_https!("")))], [
        term("targetCode", ob!("targetCode")).typed(xsd_https!("string")),
        term("targetDescription", schema!("targetDescription")).typed(xsd_https!("string")),
        term("targetFramework", schema!("targetFramework")).typed(xsd_https!("string")),
        term("targetName", schema!("targetName")).typed(xsd_https!("string")),
        term("targetType", ob!("targetType")).typed(xsd_https!("string")),
        term("targetUrl", schema!("targetUrl")).typed(xsd_https!("anyURI")),
    ]
}

table! {
    /// Inside `EndorsementSubject`.
    ENDORSEMENT_SUBJECT, open, free &[("xsd", Some(xsd_https!("")))], [
        term("endorsementComment", ob!("endorsementComment")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `Evidence`.
    EVIDENCE, open, free &[("xsd", Some(xsd_https!("")))], [
        term("audience", schema!("audience")).typed(xsd_https!("string")),
        term("genre", schema!("genre")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `GeoCoordinates`.
    GEO_COORDINATES, open, free &[("xsd", Some(xsd_https!("")))], [
        term("latitude", schema!("latitude")).typed(xsd_https!("string")),
        term("longitude", schema!("longitude")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `IdentifierEntry`.
    IDENTIFIER_ENTRY, open, free &[("xsd", Some(xsd_https!("")))], [
        term("identifier", ob!("identifier")).typed(xsd_https!("string")),
        term("identifierType", ob!("identifierType")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `IdentityObject`.
    IDENTITY_OBJECT, open, free &[("xsd", Some(xsd_https!("")))], [
        term("hashed", ob!("hashed")).typed(xsd_https!("boolean")),
        term("identityHash", ob!("identityHash")).typed(xsd_https!("string")),
        term("identityType", ob!("identityType")).typed(xsd_https!("string")),
        term("salt", ob!("salt")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `Image`.
    IMAGE, open, free &[("xsd", Some(xsd_https!("")))], [
        term("caption", schema!("caption")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `Profile`.
    PROFILE, open, free &[("xsd", Some(xsd_https!("")))], [
        term("additionalName", schema!("additionalName")).typed(xsd_https!("string")),
        term("address", ob!("address")).id(),
        term("dateOfBirth", ob!("dateOfBirth")).typed(xsd_https!("date")),
        term("email", schema!("email")).typed(xsd_https!("string")),
        term("familyName", schema!("familyName")).typed(xsd_https!("string")),
        term("familyNamePrefix", ob!("familyNamePrefix")).typed(xsd_https!("string")),
        term("givenName", schema!("givenName")).typed(xsd_https!("string")),
        term("honorificPrefix", schema!("honorificPrefix")).typed(xsd_https!("string")),
        term("honorificSuffix", schema!("honorificSuffix")).typed(xsd_https!("string")),
        term("image", ob!("Image")).id(),
        term("official", ob!("official")).typed(xsd_https!("string")),
        term("otherIdentifier", ob!("otherIdentifier")).set(),
        term("parentOrg", ob!("parentOrg")).id(),
        term("patronymicName", ob!("patronymicName")).typed(xsd_https!("string")),
        term("phone", ob!("phone")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `Related`.
    RELATED, open, free &[("xsd", Some(xsd_https!("")))], [
        term("version", ob!("version")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `Result`.
    RESULT, open, free &[("xsd", Some(xsd_https!("")))], [
        term("achievedLevel", ob!("achievedLevel")).typed(xsd_https!("anyURI")),
        term("resultDescription", ob!("resultDescription")).typed(xsd_https!("anyURI")),
        term("status", ob!("status")).typed(xsd_https!("string")),
        term("value", schema!("value")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `ResultDescription`.
    RESULT_DESCRIPTION, open, free &[("xsd", Some(xsd_https!("")))], [
        term("allowedValue", ob!("allowedValue")).typed(xsd_https!("string")).set(),
        term("requiredLevel", ob!("requiredLevel")).typed(xsd_https!("anyURI")),
        term("requiredValue", ob!("requiredValue")).typed(xsd_https!("string")),
        term("resultType", ob!("resultType")).typed(xsd_https!("string")),
        term("rubricCriterionLevel", ob!("rubricCriterionLevel")).set(),
        term("valueMax", ob!("valueMax")).typed(xsd_https!("string")),
        term("valueMin", ob!("valueMin")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `RubricCriterionLevel`.
    RUBRIC_CRITERION_LEVEL, open, free &[("xsd", Some(xsd_https!("")))], [
        term("level", ob!("level")).typed(xsd_https!("string")),
        term("points", ob!("points")).typed(xsd_https!("string")),
    ]
}

table! {
    /// The version before 3.0.2: open, and its texts typed by datatypes that nothing defines.
    OPEN_BADGES_3_0_1, open, [
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
        term("awardedDate", ob!("awardedDate")).typed(xsd_https!("dateTime")),
        term("description", schema!("description")).typed(xsd_https!("string")),
        term("endorsement", ob!("endorsement")).set(),
        id(),
        term("image", ob!("image")).id(),
        term("name", schema!("name")).typed(xsd_https!("string")),
        term("narrative", ob!("narrative")).typed(xsd_https!("string")),
        kind(),
        term("url", schema!("url")).typed(xsd_https!("anyURI")),
        term("xsd", xsd_https!("")).prefix(),
    ]
}

table! {
    /// Inside `Achievement`.
    ACHIEVEMENT_2, open, free &[("xsd", Some(xsd_https!("")))], [
        term("achievementType", ob!("achievementType")).typed(xsd_https!("string")),
        term("alignment", ob!("alignment")).typed(ob!("Alignment")).set(),
        term("creator", ob!("Profile")),
        term("creditsAvailable", ob!("creditsAvailable")).typed(xsd_https!("float")),
        term("criteria", ob!("Criteria")).id(),
        term("fieldOfStudy", ob!("fieldOfStudy")).typed(xsd_https!("string")),
        term("humanCode", ob!("humanCode")).typed(xsd_https!("string")),
        term("otherIdentifier", ob!("otherIdentifier")).typed(ob!("IdentifierEntry")).set(),
        term("related", ob!("related")).typed(ob!("Related")).set(),
        term("resultDescription", ob!("resultDescription")).typed(ob!("ResultDescription")).set(),
        term("specialization", ob!("specialization")).typed(xsd_https!("string")),
        term("tag", schema!("keywords")).typed(xsd_https!("string")).set(),
        term("version", ob!("version")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `AchievementSubject`.
    ACHIEVEMENT_SUBJECT_2, open, free &[("xsd", Some(xsd_https!("")))], [
        term("achievement", ob!("Achievement")),
        term("activityEndDate", ob!("activityEndDate")).typed(xsd_https!("date")),
        term("activityStartDate", ob!("activityStartDate")).typed(xsd_https!("date")),
        term("creditsEarned", ob!("creditsEarned")).typed(xsd_https!("float")),
        term("identifier", ob!("identifier")).typed(ob!("IdentityObject")).set(),
        term("licenseNumber", ob!("licenseNumber")).typed(xsd_https!("string")),
        term("result", ob!("result")).typed(ob!("Result")).set(),
        term("role", ob!("role")).typed(xsd_https!("string")),
        term("source", ob!("source")).typed(ob!("Profile")),
        term("term", ob!("term")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `Profile`.
    PROFILE_2, open, free &[("xsd", Some(xsd_https!("")))], [
        term("additionalName", schema!("additionalName")).typed(xsd_https!("string")),
        term("address", ob!("Address")),
        term("dateOfBirth", ob!("dateOfBirth")).typed(xsd_https!("date")),
        term("email", schema!("email")).typed(xsd_https!("string")),
        term("familyName", schema!("familyName")).typed(xsd_https!("string")),
        term("familyNamePrefix", ob!("familyNamePrefix")).typed(xsd_https!("string")),
        term("givenName", schema!("givenName")).typed(xsd_https!("string")),
        term("honorificPrefix", schema!("honorificPrefix")).typed(xsd_https!("string")),
        term("honorificSuffix", schema!("honorificSuffix")).typed(xsd_https!("string")),
        term("official", ob!("official")).typed(xsd_https!("string")),
        term("otherIdentifier", ob!("otherIdentifier")).typed(ob!("IdentifierEntry")).set(),
        term("parentOrg", ob!("parentOrg")).typed(xsd_https!("string")),
        term("patronymicName", ob!("patronymicName")).typed(xsd_https!("string")),
        term("phone", ob!("PhoneNumber")).typed(xsd_https!("string")),
    ]
}

table! {
    /// Inside `ResultDescription`.
    RESULT_DESCRIPTION_2, open, free &[("xsd", Some(xsd_https!("")))], [
        term("allowedValue", ob!("allowedValue")).typed(xsd_https!("string")).set(),
        term("requiredLevel", ob!("requiredLevel")).typed(xsd_https!("anyURI")),
        term("requiredValue", ob!("requiredValue")).typed(xsd_https!("string")),
        term("resultType", ob!("resultType")).typed(xsd_https!("string")),
        term("rubricCriterionLevel", ob!("rubricCriterionLevel")).typed(ob!("RubricCriterionLevel")).set(),
        term("valueMax", ob!("valueMax")).typed(xsd_https!("string")),
        term("valueMin", ob!("valueMin")).typed(xsd_https!("string")),
    ]
}

table! {
    /// The first version.
    OPEN_BADGES_3_0_0, open, [
        term("Achievement", ob!("Achievement")).scoped(&ACHIEVEMENT_2),
        term("AchievementCredential", ob!("OpenBadgeCredential")),
        term("AchievementSubject", ob!("AchievementSubject")).scoped(&ACHIEVEMENT_SUBJECT_2),
        term("Address", ob!("Address")).scoped(&ADDRESS),
        term("Alignment", schema!("Alignment")).scoped(&ALIGNMENT),
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
        term("Related", ob!("Related")).scoped(&RELATED),
        term("Result", ob!("Result")).scoped(&RESULT),
        term("ResultDescription", ob!("ResultDescription")).scoped(&RESULT_DESCRIPTION_2),
        term("RubricCriterionLevel", ob!("RubricCriterionLevel")).scoped(&RUBRIC_CRITERION_LEVEL),
        term("alignment", ob!("alignment")).typed(ob!("Alignment")).set(),
        term("description", schema!("description")).typed(xsd_https!("string")),
        term("endorsement", ob!("endorsement")).typed(ob!("EndorsementCredential")).set(),
        id(),
        term("image", ob!("image")).typed(ob!("Image")),
        term("name", schema!("name")).typed(xsd_https!("string")),
        term("narrative", ob!("narrative")).typed(xsd_https!("string")),
        kind(),
        term("url", schema!("url")).typed(xsd_https!("anyURI")),
        term("xsd", xsd_https!("")).prefix(),
    ]
}
