//! Proofs and status entries.

use serde::{Deserialize, Serialize};

use super::{DateTimeZ, Extra, OneOrMany};

/// An embedded proof.
///
/// Open Badges 3.0, class `Proof`; Verifiable Credential Data Integrity 1.0, section 2.1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Proof {
    /// `DataIntegrityProof`, or the name of an older suite.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<DateTimeZ>,
    /// The key it was made with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification_method: Option<String>,
    /// How it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cryptosuite: Option<String>,
    /// What for: `assertionMethod`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof_purpose: Option<String>,
    /// The signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof_value: Option<String>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Proof {
    /// A `DataIntegrityProof` of a cryptosuite, made with a key for asserting.
    pub fn new(cryptosuite: impl Into<String>, verification_method: impl Into<String>) -> Self {
        Proof {
            types: OneOrMany::One("DataIntegrityProof".into()),
            created: None,
            verification_method: Some(verification_method.into()),
            cryptosuite: Some(cryptosuite.into()),
            proof_purpose: Some("assertionMethod".into()),
            proof_value: None,
            extra: Extra::new(),
        }
    }
}

/// Where to learn whether a credential was revoked or suspended.
///
/// Open Badges 3.0, class `CredentialStatus`; Bitstring Status List 1.0, section 2.1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CredentialStatus {
    /// The URI that stands for the entry.
    pub id: String,
    /// The method, such as `BitstringStatusListEntry`.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// What a set bit means, such as `revocation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_purpose: Option<String>,
    /// Which bit it is, a decimal number as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_list_index: Option<serde_json::Value>,
    /// The URL of the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_list_credential: Option<String>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl CredentialStatus {
    /// An entry of a bitstring status list, its `id` the list's URL with the index as its fragment.
    pub fn bitstring(list: &str, index: u64, purpose: impl Into<String>) -> Self {
        CredentialStatus {
            id: format!("{list}#{index}"),
            types: OneOrMany::One("BitstringStatusListEntry".into()),
            status_purpose: Some(purpose.into()),
            status_list_index: Some(index.to_string().into()),
            status_list_credential: Some(list.into()),
            extra: Extra::new(),
        }
    }
}
