//! The contexts of proofs, keys and DID documents.

use super::{id, kind, table, term};

table! {
    /// Inside `proofPurpose`.
    PROOF_PURPOSE, protected, [
        term("assertionMethod", sec!("assertionMethod")).id().set(),
        term("authentication", sec!("authenticationMethod")).id().set(),
        term("capabilityDelegation", sec!("capabilityDelegationMethod")).id().set(),
        term("capabilityInvocation", sec!("capabilityInvocationMethod")).id().set(),
        id(),
        term("keyAgreement", sec!("keyAgreementMethod")).id().set(),
        kind(),
    ]
}

table! {
    /// Inside `DataIntegrityProof`.
    DATA_INTEGRITY_PROOF, protected, [
        term("challenge", sec!("challenge")),
        term("created", dc!("created")).typed(xsd!("dateTime")),
        term("cryptosuite", sec!("cryptosuite")).typed(sec!("cryptosuiteString")),
        term("domain", sec!("domain")),
        term("expires", sec!("expiration")).typed(xsd!("dateTime")),
        id(),
        term("nonce", sec!("nonce")),
        term("previousProof", sec!("previousProof")).id(),
        term("proofPurpose", sec!("proofPurpose")).vocab().scoped(&PROOF_PURPOSE),
        term("proofValue", sec!("proofValue")).typed(sec!("multibase")),
        kind(),
        term("verificationMethod", sec!("verificationMethod")).id(),
    ]
}

table! {
    /// Data Integrity proofs.
    DATA_INTEGRITY_V2, protected, [
        term("DataIntegrityProof", sec!("DataIntegrityProof")).scoped(&DATA_INTEGRITY_PROOF),
        id(),
        term("proof", sec!("proof")).id().graph(),
        kind(),
    ]
}

table! {
    /// Inside `DataIntegrityProof`.
    DATA_INTEGRITY_PROOF_2, protected, [
        term("challenge", sec!("challenge")),
        term("created", dc!("created")).typed(xsd!("dateTime")),
        term("cryptosuite", sec!("cryptosuite")),
        term("domain", sec!("domain")),
        term("expires", sec!("expiration")).typed(xsd!("dateTime")),
        id(),
        term("nonce", sec!("nonce")),
        term("proofPurpose", sec!("proofPurpose")).vocab().scoped(&PROOF_PURPOSE),
        term("proofValue", sec!("proofValue")).typed(sec!("multibase")),
        kind(),
        term("verificationMethod", sec!("verificationMethod")).id(),
    ]
}

table! {
    /// Data Integrity proofs before the standard.
    DATA_INTEGRITY_V1, protected, [
        term("DataIntegrityProof", sec!("DataIntegrityProof")).scoped(&DATA_INTEGRITY_PROOF_2),
        id(),
        term("proof", sec!("proof")).id().graph(),
        kind(),
    ]
}

table! {
    /// Inside `Multikey`.
    MULTIKEY, protected, [
        term("controller", sec!("controller")).id(),
        term("expires", sec!("expiration")).typed(xsd!("dateTime")),
        id(),
        term("publicKeyMultibase", sec!("publicKeyMultibase")).typed(sec!("multibase")),
        term("revoked", sec!("revoked")).typed(xsd!("dateTime")),
        term("secretKeyMultibase", sec!("secretKeyMultibase")).typed(sec!("multibase")),
        kind(),
    ]
}

table! {
    /// Keys.
    MULTIKEY_V1, protected, [
        term("Multikey", sec!("Multikey")).scoped(&MULTIKEY),
        id(),
        kind(),
    ]
}

table! {
    /// Inside `Ed25519Signature2020`.
    ED25519_SIGNATURE2020, protected, [
        term("challenge", sec!("challenge")),
        term("created", dc!("created")).typed(xsd!("dateTime")),
        term("domain", sec!("domain")),
        term("expires", sec!("expiration")).typed(xsd!("dateTime")),
        id(),
        term("nonce", sec!("nonce")),
        term("proofPurpose", sec!("proofPurpose")).vocab().scoped(&PROOF_PURPOSE),
        term("proofValue", sec!("proofValue")).typed(sec!("multibase")),
        kind(),
        term("verificationMethod", sec!("verificationMethod")).id(),
    ]
}

table! {
    /// Inside `Ed25519VerificationKey2020`.
    ED25519_VERIFICATION_KEY2020, protected, [
        term("controller", sec!("controller")).id(),
        id(),
        term("publicKeyMultibase", sec!("publicKeyMultibase")).typed(sec!("multibase")),
        term("revoked", sec!("revoked")).typed(xsd!("dateTime")),
        kind(),
    ]
}

table! {
    /// The keys and proofs of Ed25519Signature2020.
    ED25519_2020_V1, protected, [
        term("Ed25519Signature2020", sec!("Ed25519Signature2020")).scoped(&ED25519_SIGNATURE2020),
        term("Ed25519VerificationKey2020", sec!("Ed25519VerificationKey2020")).scoped(&ED25519_VERIFICATION_KEY2020),
        id(),
        term("proof", sec!("proof")).id().graph(),
        kind(),
    ]
}

table! {
    /// Inside `service`.
    SERVICE, protected, [
        id(),
        term("serviceEndpoint", did!("serviceEndpoint")).id(),
        kind(),
    ]
}

table! {
    /// DID documents.
    DID_V1, protected, [
        term("alsoKnownAs", "https://www.w3.org/ns/activitystreams#alsoKnownAs").id(),
        term("assertionMethod", sec!("assertionMethod")).id().set(),
        term("authentication", sec!("authenticationMethod")).id().set(),
        term("capabilityDelegation", sec!("capabilityDelegationMethod")).id().set(),
        term("capabilityInvocation", sec!("capabilityInvocationMethod")).id().set(),
        term("controller", sec!("controller")).id(),
        id(),
        term("keyAgreement", sec!("keyAgreementMethod")).id().set(),
        term("service", did!("service")).id().scoped(&SERVICE),
        kind(),
        term("verificationMethod", sec!("verificationMethod")).id(),
    ]
}
