//! The Verifiable Credentials 2.0 context.
//!
//! Kept as published, however odd: XML Schema datatypes are under `http` here and `https`
//! there, and the JWT terms under both `jwt#` and `jose#`.

use super::{Context, Term, term};

macro_rules! cred {
    ($name:literal) => {
        concat!("https://www.w3.org/2018/credentials#", $name)
    };
}

macro_rules! sec {
    ($name:literal) => {
        concat!("https://w3id.org/security#", $name)
    };
}

macro_rules! schema {
    ($name:literal) => {
        concat!("https://schema.org/", $name)
    };
}

macro_rules! status {
    ($name:literal) => {
        concat!("https://www.w3.org/ns/credentials/status#", $name)
    };
}

macro_rules! jwt {
    ($name:literal) => {
        concat!("https://www.iana.org/assignments/jwt#", $name)
    };
}

macro_rules! jose {
    ($name:literal) => {
        concat!("https://www.iana.org/assignments/jose#", $name)
    };
}

macro_rules! dc {
    ($name:literal) => {
        concat!("http://purl.org/dc/terms/", $name)
    };
}

macro_rules! xsd {
    ($name:literal) => {
        concat!("http://www.w3.org/2001/XMLSchema#", $name)
    };
}

macro_rules! xsd_https {
    ($name:literal) => {
        concat!("https://www.w3.org/2001/XMLSchema#", $name)
    };
}

/// What credentials, presentations, status lists and Data Integrity proofs are made of.
pub(crate) static CREDENTIALS_V2: Context = Context { url: "https://www.w3.org/ns/credentials/v2", terms: TOP };

/// The terms at the top.
#[rustfmt::skip]
const TOP: &[Term] = &[
    term("...", jwt!("...")),
    term("BitstringStatusList", status!("BitstringStatusList")).scoped(STATUS_LIST),
    term("BitstringStatusListCredential", status!("BitstringStatusListCredential")),
    term("BitstringStatusListEntry", status!("BitstringStatusListEntry")).scoped(STATUS_ENTRY),
    term("DataIntegrityProof", sec!("DataIntegrityProof")).scoped(DATA_INTEGRITY_PROOF),
    term("EnvelopedVerifiableCredential", cred!("EnvelopedVerifiableCredential")),
    term("EnvelopedVerifiablePresentation", cred!("EnvelopedVerifiablePresentation")),
    term("JsonSchema", cred!("JsonSchema")).scoped(JSON_SCHEMA),
    term("JsonSchemaCredential", cred!("JsonSchemaCredential")),
    term("VerifiableCredential", cred!("VerifiableCredential")).scoped(VERIFIABLE_CREDENTIAL),
    term("VerifiablePresentation", cred!("VerifiablePresentation")).scoped(VERIFIABLE_PRESENTATION),
    term("_sd", jwt!("_sd")).json(),
    term("_sd_alg", jwt!("_sd_alg")),
    term("aud", jwt!("aud")).id(),
    term("cnf", jwt!("cnf")).scoped_without_aliases(CNF),
    term("description", schema!("description")),
    term("digestMultibase", sec!("digestMultibase")).typed(sec!("multibase")),
    term("digestSRI", cred!("digestSRI")).typed(cred!("sriString")),
    term("exp", jwt!("exp")).typed(xsd_https!("nonNegativeInteger")),
    term("iat", jwt!("iat")).typed(xsd_https!("nonNegativeInteger")),
    term("iss", jose!("iss")).id(),
    term("jku", jose!("jku")).id(),
    term("kid", jose!("kid")).id(),
    term("mediaType", schema!("encodingFormat")),
    term("name", schema!("name")),
    term("nbf", jwt!("nbf")).typed(xsd_https!("nonNegativeInteger")),
    term("sub", jose!("sub")).id(),
    term("x5u", jose!("x5u")).id(),
];

/// The subject of a status list credential.
#[rustfmt::skip]
const STATUS_LIST: &[Term] = &[
    term("encodedList", status!("encodedList")).typed(sec!("multibase")),
    term("statusPurpose", status!("statusPurpose")),
    term("ttl", status!("ttl")),
];

/// One meaning of a status value, inside `statusMessage`.
#[rustfmt::skip]
const STATUS_MESSAGE: &[Term] = &[
    term("message", status!("message")),
    term("status", status!("status")),
];

/// The `credentialStatus` of a credential in such a list.
#[rustfmt::skip]
const STATUS_ENTRY: &[Term] = &[
    term("statusListCredential", status!("statusListCredential")).id(),
    term("statusListIndex", status!("statusListIndex")),
    term("statusMessage", status!("statusMessage")).scoped(STATUS_MESSAGE),
    term("statusPurpose", status!("statusPurpose")),
    term("statusReference", status!("statusReference")).id(),
    term("statusSize", status!("statusSize")).typed(xsd_https!("integer")),
];

/// The values `proofPurpose` can have.
#[rustfmt::skip]
const PROOF_PURPOSE: &[Term] = &[
    term("assertionMethod", sec!("assertionMethod")).id().set(),
    term("authentication", sec!("authenticationMethod")).id().set(),
    term("capabilityDelegation", sec!("capabilityDelegationMethod")).id().set(),
    term("capabilityInvocation", sec!("capabilityInvocationMethod")).id().set(),
    term("keyAgreement", sec!("keyAgreementMethod")).id().set(),
];

/// A proof embedded in the document.
#[rustfmt::skip]
const DATA_INTEGRITY_PROOF: &[Term] = &[
    term("challenge", sec!("challenge")),
    term("created", dc!("created")).typed(xsd!("dateTime")),
    term("cryptosuite", sec!("cryptosuite")).typed(sec!("cryptosuiteString")),
    term("domain", sec!("domain")),
    term("expires", sec!("expiration")).typed(xsd!("dateTime")),
    term("nonce", sec!("nonce")),
    term("previousProof", sec!("previousProof")).id(),
    term("proofPurpose", sec!("proofPurpose")).vocab().scoped(PROOF_PURPOSE),
    term("proofValue", sec!("proofValue")).typed(sec!("multibase")),
    term("verificationMethod", sec!("verificationMethod")).id(),
];

/// A `credentialSchema` given in full.
#[rustfmt::skip]
const JSON_SCHEMA: &[Term] = &[
    term("jsonSchema", cred!("jsonSchema")).json(),
];

/// The credential itself.
#[rustfmt::skip]
const VERIFIABLE_CREDENTIAL: &[Term] = &[
    term("confidenceMethod", cred!("confidenceMethod")).id(),
    term("credentialSchema", cred!("credentialSchema")).id(),
    term("credentialStatus", cred!("credentialStatus")).id(),
    term("credentialSubject", cred!("credentialSubject")).id(),
    term("description", schema!("description")),
    term("evidence", cred!("evidence")).id(),
    term("issuer", cred!("issuer")).id(),
    term("name", schema!("name")),
    term("proof", sec!("proof")).id().graph(),
    term("refreshService", cred!("refreshService")).id(),
    term("relatedResource", cred!("relatedResource")).id(),
    term("renderMethod", cred!("renderMethod")).id(),
    term("termsOfUse", cred!("termsOfUse")).id(),
    term("validFrom", cred!("validFrom")).typed(xsd!("dateTime")),
    term("validUntil", cred!("validUntil")).typed(xsd!("dateTime")),
];

/// A presentation of credentials.
#[rustfmt::skip]
const VERIFIABLE_PRESENTATION: &[Term] = &[
    term("holder", cred!("holder")).id(),
    term("proof", sec!("proof")).id().graph(),
    term("termsOfUse", cred!("termsOfUse")).id(),
    term("verifiableCredential", cred!("verifiableCredential")).id().graph().unscoped(),
];

/// The holder's key, inside `cnf`: the one scope without `id` and `type`.
#[rustfmt::skip]
const CNF: &[Term] = &[
    term("jwk", jwt!("jwk")).json(),
    term("kid", jwt!("kid")).id(),
];
