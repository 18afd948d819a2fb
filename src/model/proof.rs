//! Proofs, and the services a credential names.

use super::conform::rules;
use super::wire::{Kind, Types, class};
use super::{DateTimeZ, StatusListIndex};

class! {
    /// An embedded proof.
    ///
    /// [`Proof`](https://www.imsglobal.org/spec/ob/v3p0/#proof); Verifiable Credential Data Integrity 1.0, section 2.1.
    Proof "Proof" { pub(in crate::model) fn blank; types: Types::Any; rules: rules::proof; }
    /// `DataIntegrityProof`, or the name of an older suite.
    fixed types: String = "type", Kind::Type, ["DataIntegrityProof"];
    /// When it was made.
    maybe created / with_created: DateTimeZ = "created", Kind::DateTimeZ;
    /// The key it was made with.
    maybe verification_method / with_verification_method: String = "verificationMethod", Kind::Uri;
    /// How it was made.
    maybe cryptosuite / with_cryptosuite: String = "cryptosuite", Kind::Text;
    /// What for: `assertionMethod`.
    maybe proof_purpose / with_proof_purpose: String = "proofPurpose", Kind::Text;
    /// The signature.
    maybe proof_value / with_proof_value: String = "proofValue", Kind::Text;
    /// Until when it holds.
    maybe expires / with_expires: DateTimeZ = "expires", Kind::DateTimeZ;
    /// What a verifier asked for, against replay.
    maybe challenge / with_challenge: String = "challenge", Kind::Text;
    /// For whom it is meant; Data Integrity allows several.
    compact domain / with_domain: String = "domain", Kind::Text;
    /// Random text, against linking.
    maybe nonce / with_nonce: String = "nonce", Kind::Text;
}

impl Proof {
    /// A `DataIntegrityProof` of a cryptosuite, made with a key for asserting.
    pub fn new(cryptosuite: impl Into<String>, verification_method: impl Into<String>) -> Self {
        Proof::blank()
            .with_cryptosuite(cryptosuite)
            .with_verification_method(verification_method)
            .with_proof_purpose("assertionMethod")
    }
}

class! {
    /// A schema that a credential keeps.
    ///
    /// [`CredentialSchema`](https://www.imsglobal.org/spec/ob/v3p0/#credentialschema); VC Data Model 2.0, section 4.11.
    CredentialSchema "CredentialSchema" { pub fn new; types: Types::Any; }
    /// The URL of the schema.
    one id: String = "id", Kind::Uri;
    /// How it is applied, such as `1EdTechJsonSchemaValidator2019`, which needs the context
    /// [`EXTENSIONS`](super::EXTENSIONS).
    named types: String = "type", Kind::Type;
}

class! {
    /// Where to learn whether a credential was revoked or suspended.
    ///
    /// [`CredentialStatus`](https://www.imsglobal.org/spec/ob/v3p0/#credentialstatus); Bitstring Status List 1.0, section 2.1.
    CredentialStatus "CredentialStatus" { pub fn new; types: Types::Any; }
    /// The URI that stands for the entry.
    one id: String = "id", Kind::Uri;
    /// The method, such as `BitstringStatusListEntry`.
    named types: String = "type", Kind::Type;
    /// What a set bit means, such as `revocation`.
    maybe status_purpose / with_status_purpose: String = "statusPurpose", Kind::Text;
    /// Which bit it is.
    maybe status_list_index / with_status_list_index: StatusListIndex = "statusListIndex", Kind::Index;
    /// The URL of the list.
    maybe status_list_credential / with_status_list_credential: String = "statusListCredential", Kind::Uri;
}

impl CredentialStatus {
    /// An entry of a bitstring status list, its `id` the list's URL with the index as its fragment.
    pub fn bitstring(list: &str, index: u64, purpose: impl Into<String>) -> Self {
        CredentialStatus::new(format!("{list}#{index}"), "BitstringStatusListEntry")
            .with_status_purpose(purpose)
            .with_status_list_index(index)
            .with_status_list_credential(list)
    }
}

class! {
    /// Where to get a newer version of a credential.
    ///
    /// [`RefreshService`](https://www.imsglobal.org/spec/ob/v3p0/#refreshservice); VC Data Model 2.0, section 5.4.
    RefreshService "RefreshService" { pub fn new; types: Types::Any; }
    /// Its URL.
    one id: String = "id", Kind::Uri;
    /// The method, such as `1EdTechCredentialRefresh`, which needs the context [`EXTENSIONS`](super::EXTENSIONS).
    named types: String = "type", Kind::Type;
}

class! {
    /// Under which terms a credential was issued.
    ///
    /// [`TermsOfUse`](https://www.imsglobal.org/spec/ob/v3p0/#termsofuse); VC Data Model 2.0, section 5.5.
    TermsOfUse "TermsOfUse" { pub fn new; types: Types::Any; }
    /// The URI of the terms.
    maybe id / with_id: String = "id", Kind::Uri;
    /// Their kind.
    named types: String = "type", Kind::Type;
}
