//! The credentials: an achievement's, an endorsement's, and the answer that lists them.

use super::conform::rules;
use super::wire::{Kind, Types, class};
use super::{
    AchievementSubject, CREDENTIALS_V2, Context, CredentialSchema, CredentialStatus, DateTimeZ, EndorsementSubject,
    Evidence, Image, OPEN_BADGES_3_0_3, ProfileRef, Proof, RefreshService, TermsOfUse, Version,
};

class! {
    /// The award of an achievement to a person: an Open Badge.
    ///
    /// [`AchievementCredential`](https://www.imsglobal.org/spec/ob/v3p0/#achievementcredential), also named
    /// `OpenBadgeCredential`; VC Data Model 2.0, section 4. Credentials of VC Data Model 1.1 are read as well: what they call
    /// `issuanceDate` and `expirationDate` is here `valid_from` and `valid_until`, and is written as it was.
    AchievementCredential "AchievementCredential" {
        pub fn new;
        types: Types::Contains(&[&["VerifiableCredential"], &["AchievementCredential", "OpenBadgeCredential"]]);
        versioned: context;
        rules: rules::achievement_credential;
    }
    /// The contexts in their order: VC, Open Badges, then any other.
    fixed context: Context = "@context", Kind::Context, [CREDENTIALS_V2, OPEN_BADGES_3_0_3];
    /// The URI that stands for the credential.
    one id: String = "id", Kind::Uri;
    /// `VerifiableCredential`, `OpenBadgeCredential` or `AchievementCredential`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["VerifiableCredential", "OpenBadgeCredential"];
    /// Its name, for wallets.
    maybe name / with_name: String = "name", Kind::Text;
    /// What it is, in short, for wallets.
    maybe description / with_description: String = "description", Kind::Text;
    /// Its picture, for wallets.
    maybe image / with_image: Image = "image", Kind::Object(Image::table);
    /// Who issued it.
    one issuer: ProfileRef = "issuer", Kind::ObjectOrUri(super::Profile::table);
    /// From when it is valid; a newer one replaces an older of the same issuer and id.
    one valid_from: DateTimeZ = "validFrom", Kind::DateTimeZ;
    /// Until when it is valid.
    maybe valid_until / with_valid_until: DateTimeZ = "validUntil", Kind::DateTimeZ;
    /// When it was first awarded; a reissue keeps it.
    maybe awarded_date / with_awarded_date: DateTimeZ = "awardedDate", Kind::DateTimeZ;
    /// Who achieved what.
    one credential_subject: AchievementSubject = "credentialSubject", Kind::Object(AchievementSubject::table);
    /// What the learner did.
    list evidence / with_evidence: Evidence = "evidence", Kind::Object(Evidence::table);
    /// Who vouches for the credential, or for the achievement and the profiles in it, with Data Integrity proofs.
    list endorsement / with_endorsement: EndorsementCredential = "endorsement", Kind::Object(EndorsementCredential::table);
    /// The same as compact JWS.
    list endorsement_jwt / with_endorsement_jwt: String = "endorsementJwt", Kind::Jws;
    /// The schemas that it keeps.
    compact credential_schema / with_credential_schema: CredentialSchema = "credentialSchema", Kind::Object(CredentialSchema::table);
    /// Where to learn whether it was revoked. Open Badges has one, the VC data model allows several: then all count.
    several credential_status / with_credential_status: CredentialStatus = "credentialStatus", Kind::Object(CredentialStatus::table);
    /// Where to get a newer version of it.
    maybe refresh_service / with_refresh_service: RefreshService = "refreshService", Kind::Object(RefreshService::table);
    /// Under which terms it was issued.
    compact terms_of_use / with_terms_of_use: TermsOfUse = "termsOfUse", Kind::Object(TermsOfUse::table);
    /// The embedded proofs.
    compact proof / with_proof: Proof = "proof", Kind::Object(Proof::table);
}

class! {
    /// What somebody says of a credential, an achievement or a profile, in a credential of its own.
    ///
    /// [`EndorsementCredential`](https://www.imsglobal.org/spec/ob/v3p0/#endorsementcredential); VC Data Model 2.0, section 4.
    EndorsementCredential "EndorsementCredential" {
        pub fn new;
        types: Types::Contains(&[&["VerifiableCredential"], &["EndorsementCredential"]]);
        versioned: context;
        rules: rules::endorsement_credential;
    }
    /// The contexts in their order: VC, Open Badges, then any other.
    fixed context: Context = "@context", Kind::Context, [CREDENTIALS_V2, OPEN_BADGES_3_0_3];
    /// The URI that stands for the credential.
    one id: String = "id", Kind::Uri;
    /// `VerifiableCredential`, `EndorsementCredential`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["VerifiableCredential", "EndorsementCredential"];
    /// Its name.
    one name: String = "name", Kind::Text;
    /// What it is, in short.
    maybe description / with_description: String = "description", Kind::Text;
    /// Who endorses.
    one issuer: ProfileRef = "issuer", Kind::ObjectOrUri(super::Profile::table);
    /// From when it is valid; a newer one replaces an older of the same issuer and id.
    one valid_from: DateTimeZ = "validFrom", Kind::DateTimeZ;
    /// Until when it is valid.
    maybe valid_until / with_valid_until: DateTimeZ = "validUntil", Kind::DateTimeZ;
    /// When it was first issued; a reissue keeps it.
    maybe awarded_date / with_awarded_date: DateTimeZ = "awardedDate", Kind::DateTimeZ;
    /// What is endorsed, and what is said of it.
    one credential_subject: EndorsementSubject = "credentialSubject", Kind::Object(EndorsementSubject::table);
    /// The schemas that it keeps.
    compact credential_schema / with_credential_schema: CredentialSchema = "credentialSchema", Kind::Object(CredentialSchema::table);
    /// Where to learn whether it was revoked.
    several credential_status / with_credential_status: CredentialStatus = "credentialStatus", Kind::Object(CredentialStatus::table);
    /// Where to get a newer version of it.
    maybe refresh_service / with_refresh_service: RefreshService = "refreshService", Kind::Object(RefreshService::table);
    /// Under which terms it was issued.
    compact terms_of_use / with_terms_of_use: TermsOfUse = "termsOfUse", Kind::Object(TermsOfUse::table);
    /// The embedded proofs.
    compact proof / with_proof: Proof = "proof", Kind::Object(Proof::table);
}

class! {
    /// What a host answers to `getCredentials`.
    ///
    /// [`GetOpenBadgeCredentialsResponse`](https://www.imsglobal.org/spec/ob/v3p0/#getopenbadgecredentialsresponse).
    GetOpenBadgeCredentialsResponse "GetOpenBadgeCredentialsResponse" { pub fn new; types: Types::None; closed: true; }
    /// The credentials that are not secured as JWT.
    list credential / with_credential: AchievementCredential = "credential", Kind::Object(AchievementCredential::table);
    /// Those that are.
    list compact_jws_string / with_compact_jws_string: String = "compactJwsString", Kind::Jws;
}

impl AchievementCredential {
    /// The version of the VC data model that it is written in, by its first context.
    pub fn version(&self) -> Version {
        Version::of_parts(&self.context, &self.extra)
    }
}

impl EndorsementCredential {
    /// The version of the VC data model that it is written in, by its first context.
    pub fn version(&self) -> Version {
        Version::of_parts(&self.context, &self.extra)
    }
}
