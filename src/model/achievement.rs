//! What a badge is awarded for.

use super::conform::rules;
use super::wire::{Kind, Types, class};
use super::{
    AchievementType, AlignmentTargetType, EndorsementCredential, IdentifierEntry, Image, Number, Profile, ResultType,
    Term,
};

class! {
    /// What can be achieved, the same for all who achieve it.
    ///
    /// [`Achievement`](https://www.imsglobal.org/spec/ob/v3p0/#achievement).
    Achievement "Achievement" {
        pub fn new;
        types: Types::Contains(&[&["Achievement"]]);
        rules: rules::endorsed;
    }
    /// The URI that stands for it.
    one id: String = "id", Kind::Uri;
    /// `Achievement`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["Achievement"];
    /// Its kind.
    maybe achievement_type / with_achievement_type: Term<AchievementType> = "achievementType", Kind::extensible::<AchievementType>();
    /// Its name.
    one name: String = "name", Kind::Text;
    /// What it is, in short.
    one description: String = "description", Kind::Text;
    /// How it is earned.
    one criteria: Criteria = "criteria", Kind::Object(Criteria::table);
    /// Who defined it.
    maybe creator / with_creator: Profile = "creator", Kind::Object(Profile::table);
    /// Its picture.
    maybe image / with_image: Image = "image", Kind::Object(Image::table);
    /// What it corresponds to elsewhere.
    list alignment / with_alignment: Alignment = "alignment", Kind::Object(Alignment::table);
    /// The results that can be asserted of who earned it.
    list result_description / with_result_description: ResultDescription = "resultDescription", Kind::Object(ResultDescription::table);
    /// Words to find it by.
    list tag / with_tag: String = "tag", Kind::Text;
    /// Its version.
    maybe version / with_version: String = "version", Kind::Text;
    /// The language of its texts.
    maybe in_language / with_in_language: String = "inLanguage", Kind::Language;
    /// Credits that it brings, mostly semester or quarter hours.
    maybe credits_available / with_credits_available: Number = "creditsAvailable", Kind::Number;
    /// Its field of study.
    maybe field_of_study / with_field_of_study: String = "fieldOfStudy", Kind::Text;
    /// Its focus within that field.
    maybe specialization / with_specialization: String = "specialization", Kind::Text;
    /// A code that people use for it.
    maybe human_code / with_human_code: String = "humanCode", Kind::Text;
    /// Further identifiers of it.
    list other_identifier / with_other_identifier: IdentifierEntry = "otherIdentifier", Kind::Object(IdentifierEntry::table);
    /// Other editions of the same achievement: in another language, or earlier.
    list related / with_related: Related = "related", Kind::Object(Related::table);
    /// Who vouches for it, with Data Integrity proofs.
    list endorsement / with_endorsement: EndorsementCredential = "endorsement", Kind::Object(EndorsementCredential::table);
    /// The same as compact JWS.
    list endorsement_jwt / with_endorsement_jwt: String = "endorsementJwt", Kind::Jws;
}

class! {
    /// How an achievement is earned: on a page, in a text, or both; at least one of them.
    ///
    /// [`Criteria`](https://www.imsglobal.org/spec/ob/v3p0/#criteria).
    Criteria "Criteria" { pub fn new; types: Types::None; rules: rules::criteria; }
    /// The URI of a page that tells it.
    maybe id / with_id: String = "id", Kind::Uri;
    /// The text, in Markdown.
    maybe narrative / with_narrative: String = "narrative", Kind::Text;
}

impl Criteria {
    /// Criteria told in Markdown.
    pub fn narrative(text: impl Into<String>) -> Self {
        Criteria::new().with_narrative(text)
    }
}

class! {
    /// A result that can be asserted of who earned the achievement.
    ///
    /// [`ResultDescription`](https://www.imsglobal.org/spec/ob/v3p0/#resultdescription).
    ResultDescription "ResultDescription" {
        pub fn new;
        types: Types::Contains(&[&["ResultDescription"]]);
        rules: rules::result_description;
    }
    /// The URI by which results refer to it.
    one id: String = "id", Kind::Uri;
    /// `ResultDescription`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["ResultDescription"];
    /// Its name.
    one name: String = "name", Kind::Text;
    /// The kind of the result.
    one result_type: Term<ResultType> = "resultType", Kind::extensible::<ResultType>();
    /// The `id` of the level that is required.
    maybe required_level / with_required_level: String = "requiredLevel", Kind::Uri;
    /// The levels. No signature covers their order: compare them by their points.
    list rubric_criterion_level / with_rubric_criterion_level: RubricCriterionLevel = "rubricCriterionLevel", Kind::Object(RubricCriterionLevel::table);
    /// The value that is required.
    maybe required_value / with_required_value: String = "requiredValue", Kind::Text;
    /// The values there are, from low to high.
    list allowed_value / with_allowed_value: String = "allowedValue", Kind::Text;
    /// The lowest value there is.
    maybe value_min / with_value_min: String = "valueMin", Kind::Text;
    /// The highest value there is.
    maybe value_max / with_value_max: String = "valueMax", Kind::Text;
    /// What it corresponds to elsewhere.
    list alignment / with_alignment: Alignment = "alignment", Kind::Object(Alignment::table);
}

class! {
    /// One level of a rubric.
    ///
    /// [`RubricCriterionLevel`](https://www.imsglobal.org/spec/ob/v3p0/#rubriccriterionlevel).
    RubricCriterionLevel "RubricCriterionLevel" { pub fn new; types: Types::Contains(&[&["RubricCriterionLevel"]]); }
    /// The URI by which results refer to it.
    one id: String = "id", Kind::Uri;
    /// `RubricCriterionLevel`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["RubricCriterionLevel"];
    /// Its name.
    one name: String = "name", Kind::Text;
    /// What work at this level looks like.
    maybe description / with_description: String = "description", Kind::Text;
    /// The level in terms of success.
    maybe level / with_level: String = "level", Kind::Text;
    /// What it is worth: the only signed order among levels.
    maybe points / with_points: String = "points", Kind::Text;
    /// What it corresponds to elsewhere.
    list alignment / with_alignment: Alignment = "alignment", Kind::Object(Alignment::table);
}

class! {
    /// What something corresponds to in an educational framework.
    ///
    /// [`Alignment`](https://www.imsglobal.org/spec/ob/v3p0/#alignment).
    Alignment "Alignment" { pub fn new; types: Types::Contains(&[&["Alignment"]]); }
    /// `Alignment`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["Alignment"];
    /// The name of what is aligned to.
    one target_name: String = "targetName", Kind::Text;
    /// Its URL.
    one target_url: String = "targetUrl", Kind::Uri;
    /// Its code in its framework.
    maybe target_code / with_target_code: String = "targetCode", Kind::Text;
    /// What it is.
    maybe target_description / with_target_description: String = "targetDescription", Kind::Text;
    /// The name of its framework.
    maybe target_framework / with_target_framework: String = "targetFramework", Kind::Text;
    /// Its type.
    maybe target_type / with_target_type: Term<AlignmentTargetType> = "targetType", Kind::extensible::<AlignmentTargetType>();
}

class! {
    /// Another edition of the same achievement, and nothing else.
    ///
    /// [`Related`](https://www.imsglobal.org/spec/ob/v3p0/#related).
    Related "Related" { pub fn new; types: Types::Contains(&[&["Related"]]); }
    /// The URI of the other edition.
    one id: String = "id", Kind::Uri;
    /// `Related`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["Related"];
    /// Its language.
    maybe in_language / with_in_language: String = "inLanguage", Kind::Language;
    /// Its version.
    maybe version / with_version: String = "version", Kind::Text;
}
