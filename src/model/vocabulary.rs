//! The enumerations of Open Badges 3.0: known words, and whatever else was written.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The known words of an enumeration.
pub trait Vocabulary: Copy + PartialEq + 'static {
    /// Each word and its value.
    const WORDS: &'static [(&'static str, Self)];
}

/// A word of an enumeration, or another text: an `ext:` extension, or something that the standard does not allow but
/// that must not be lost.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Term<V> {
    /// A word that the standard lists.
    Known(V),
    /// Any other text.
    Other(String),
}

impl<V: Vocabulary> Term<V> {
    /// The word.
    pub fn as_str(&self) -> &str {
        match self {
            Term::Known(value) => V::WORDS.iter().find(|(_, v)| v == value).map_or("", |(word, _)| word),
            Term::Other(text) => text,
        }
    }

    /// Whether the standard allows it: known, or an extension that begins with `ext:` and goes on.
    pub fn is_allowed(&self) -> bool {
        match self {
            Term::Known(_) => true,
            Term::Other(text) => is_extension(text),
        }
    }
}

/// Extensions of an enumeration begin with `ext:` and a letter, digit or one of `_`, `.`, `-`, and hold nothing else.
fn is_extension(text: &str) -> bool {
    let ok = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-');
    text.strip_prefix("ext:").is_some_and(|rest| !rest.is_empty() && rest.bytes().all(ok))
}

impl<V> From<V> for Term<V> {
    fn from(value: V) -> Self {
        Term::Known(value)
    }
}

impl<V: Vocabulary> FromStr for Term<V> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let known = V::WORDS.iter().find(|(word, _)| *word == text);
        Ok(known.map_or_else(|| Term::Other(text.into()), |(_, value)| Term::Known(*value)))
    }
}

impl<V: Vocabulary> fmt::Display for Term<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<V: Vocabulary> Serialize for Term<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, V: Vocabulary> Deserialize<'de> for Term<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.parse() {
            Ok(term) => Ok(term),
            Err(never) => match never {},
        }
    }
}

macro_rules! vocabulary {
    ($(#[doc = $doc:literal])+ $name:ident { $($variant:ident = $word:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = concat!("`", $word, "`")] $variant,)+
        }

        impl Vocabulary for $name {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, $name::$variant),)+];
        }
    };
}

vocabulary! {
    /// The kind of an achievement ([`AchievementType`](https://www.imsglobal.org/spec/ob/v3p0/#achievementtype)).
    AchievementType {
        Achievement = "Achievement",
        ApprenticeshipCertificate = "ApprenticeshipCertificate",
        Assessment = "Assessment",
        Assignment = "Assignment",
        AssociateDegree = "AssociateDegree",
        Award = "Award",
        Badge = "Badge",
        BachelorDegree = "BachelorDegree",
        Certificate = "Certificate",
        CertificateOfCompletion = "CertificateOfCompletion",
        Certification = "Certification",
        CommunityService = "CommunityService",
        Competency = "Competency",
        Course = "Course",
        CoCurricular = "CoCurricular",
        Degree = "Degree",
        Diploma = "Diploma",
        DoctoralDegree = "DoctoralDegree",
        Fieldwork = "Fieldwork",
        GeneralEducationDevelopment = "GeneralEducationDevelopment",
        JourneymanCertificate = "JourneymanCertificate",
        LearningProgram = "LearningProgram",
        License = "License",
        Membership = "Membership",
        ProfessionalDoctorate = "ProfessionalDoctorate",
        QualityAssuranceCredential = "QualityAssuranceCredential",
        MasterCertificate = "MasterCertificate",
        MasterDegree = "MasterDegree",
        MicroCredential = "MicroCredential",
        ResearchDoctorate = "ResearchDoctorate",
        SecondarySchoolDiploma = "SecondarySchoolDiploma",
    }
}

vocabulary! {
    /// What an alignment points at ([`AlignmentTargetType`](https://www.imsglobal.org/spec/ob/v3p0/#alignmenttargettype)).
    AlignmentTargetType {
        CeasnCompetency = "ceasn:Competency",
        CetermsCredential = "ceterms:Credential",
        CfItem = "CFItem",
        CfRubric = "CFRubric",
        CfRubricCriterion = "CFRubricCriterion",
        CfRubricCriterionLevel = "CFRubricCriterionLevel",
        Ctdl = "CTDL",
    }
}

vocabulary! {
    /// The kind of an identifier ([`IdentifierTypeEnum`](https://www.imsglobal.org/spec/ob/v3p0/#identifiertypeenum)).
    IdentifierType {
        Name = "name",
        SourcedId = "sourcedId",
        SystemId = "systemId",
        ProductId = "productId",
        UserName = "userName",
        AccountId = "accountId",
        EmailAddress = "emailAddress",
        NationalIdentityNumber = "nationalIdentityNumber",
        Isbn = "isbn",
        Issn = "issn",
        LisSourcedId = "lisSourcedId",
        OneRosterSourcedId = "oneRosterSourcedId",
        SisSourcedId = "sisSourcedId",
        LtiContextId = "ltiContextId",
        LtiDeploymentId = "ltiDeploymentId",
        LtiToolId = "ltiToolId",
        LtiPlatformId = "ltiPlatformId",
        LtiUserId = "ltiUserId",
        Identifier = "identifier",
    }
}

vocabulary! {
    /// The kind of a result ([`ResultType`](https://www.imsglobal.org/spec/ob/v3p0/#resulttype)).
    ResultType {
        GradePointAverage = "GradePointAverage",
        LetterGrade = "LetterGrade",
        Percent = "Percent",
        PerformanceLevel = "PerformanceLevel",
        PredictedScore = "PredictedScore",
        RawScore = "RawScore",
        Result = "Result",
        RubricCriterion = "RubricCriterion",
        RubricCriterionLevel = "RubricCriterionLevel",
        RubricScore = "RubricScore",
        ScaledScore = "ScaledScore",
        Status = "Status",
    }
}

vocabulary! {
    /// How far a learner is with an achievement ([`ResultStatusType`](https://www.imsglobal.org/spec/ob/v3p0/#resultstatustype); it has no extensions).
    ResultStatusType {
        Completed = "Completed",
        Enrolled = "Enrolled",
        Failed = "Failed",
        InProgress = "InProgress",
        OnHold = "OnHold",
        Provisional = "Provisional",
        Withdrew = "Withdrew",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_words_and_others_come_back_as_written() {
        for (text, allowed) in
            [("MicroCredential", true), ("ext:Nano_1", true), ("ext:", false), ("microcredential", false)]
        {
            let term: Term<AchievementType> = text.parse().unwrap();
            assert_eq!(term.as_str(), text);
            assert_eq!(term.is_allowed(), allowed, "{text}");
            assert_eq!(serde_json::to_string(&term).unwrap(), format!("\"{text}\""));
        }
        assert_eq!("Badge".parse(), Ok(Term::Known(AchievementType::Badge)));
    }
}
