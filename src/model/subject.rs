//! Of whom something is said: who achieved it, with which results and by what work, or what is endorsed.

use super::conform::rules;
use super::wire::{Kind, Types, class};
use super::{Achievement, Alignment, DateTimeZ, IdentityObject, Image, Number, Profile, ResultStatusType, Term};

class! {
    /// Who achieved something, and with which results. Either `id` or an `identifier` says who.
    ///
    /// [`AchievementSubject`](https://www.imsglobal.org/spec/ob/v3p0/#achievementsubject).
    AchievementSubject "AchievementSubject" {
        pub fn new;
        types: Types::Contains(&[&["AchievementSubject"]]);
        rules: rules::achievement_subject;
    }
    /// The URI or DID that stands for the person.
    maybe id / with_id: String = "id", Kind::Uri;
    /// `AchievementSubject`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["AchievementSubject"];
    /// What else identifies the person.
    list identifier / with_identifier: IdentityObject = "identifier", Kind::Object(IdentityObject::table);
    /// What was achieved.
    one achievement: Achievement = "achievement", Kind::Object(Achievement::table);
    /// With which results.
    list result / with_result: Result = "result", Kind::Object(Result::table);
    /// Who assessed it for the issuer.
    maybe source / with_source: Profile = "source", Kind::Object(Profile::table);
    /// What connects the evidence, in Markdown.
    maybe narrative / with_narrative: String = "narrative", Kind::Text;
    /// A picture baked for this person.
    maybe image / with_image: Image = "image", Kind::Object(Image::table);
    /// When the activity began.
    maybe activity_start_date / with_activity_start_date: DateTimeZ = "activityStartDate", Kind::DateTimeZ;
    /// When the activity ended.
    maybe activity_end_date / with_activity_end_date: DateTimeZ = "activityEndDate", Kind::DateTimeZ;
    /// Credits earned, mostly semester or quarter hours.
    maybe credits_earned / with_credits_earned: Number = "creditsEarned", Kind::Number;
    /// The number of a licence that came with it.
    maybe license_number / with_license_number: String = "licenseNumber", Kind::Text;
    /// In which role the person achieved it.
    maybe role / with_role: String = "role", Kind::Text;
    /// The academic term.
    maybe term / with_term: String = "term", Kind::Text;
}

class! {
    /// A result that was achieved.
    ///
    /// [`Result`](https://www.imsglobal.org/spec/ob/v3p0/#result).
    Result "Result" { pub fn new; types: Types::Contains(&[&["Result"]]); }
    /// `Result`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["Result"];
    /// The `id` of the description of this result in the achievement.
    maybe result_description / with_result_description: String = "resultDescription", Kind::Uri;
    /// The `id` of the level that was reached.
    maybe achieved_level / with_achieved_level: String = "achievedLevel", Kind::Uri;
    /// How far the learner is.
    maybe status / with_status: Term<ResultStatusType> = "status", Kind::closed::<ResultStatusType>();
    /// The value that was reached.
    maybe value / with_value: String = "value", Kind::Text;
    /// What the result corresponds to elsewhere.
    list alignment / with_alignment: Alignment = "alignment", Kind::Object(Alignment::table);
}

class! {
    /// What the learner did to earn the achievement.
    ///
    /// [`Evidence`](https://www.imsglobal.org/spec/ob/v3p0/#evidence).
    Evidence "Evidence" { pub fn new; types: Types::Contains(&[&["Evidence"]]); }
    /// The URL of a page that shows it.
    maybe id / with_id: String = "id", Kind::Uri;
    /// `Evidence`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["Evidence"];
    /// Its title.
    maybe name / with_name: String = "name", Kind::Text;
    /// What it is.
    maybe description / with_description: String = "description", Kind::Text;
    /// What it shows and how it came about, in Markdown.
    maybe narrative / with_narrative: String = "narrative", Kind::Text;
    /// Its kind.
    maybe genre / with_genre: String = "genre", Kind::Text;
    /// For whom it was made.
    maybe audience / with_audience: String = "audience", Kind::Text;
}

class! {
    /// What is endorsed, and what is said of it.
    ///
    /// [`EndorsementSubject`](https://www.imsglobal.org/spec/ob/v3p0/#endorsementsubject).
    EndorsementSubject "EndorsementSubject" { pub fn new; types: Types::Contains(&[&["EndorsementSubject"]]); }
    /// The URI of the credential, achievement or profile that is endorsed.
    one id: String = "id", Kind::Uri;
    /// `EndorsementSubject`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["EndorsementSubject"];
    /// What the endorser says, in Markdown.
    maybe endorsement_comment / with_endorsement_comment: String = "endorsementComment", Kind::Text;
}
