//! The Verifiable Credentials contexts, and that of StatusList2021.
//!
//! Kept as published, however odd: XML Schema datatypes are under `http` here and `https` there, and the JWT terms under
//! both `jwt#` and `jose#`.

use super::{id, kind, table, term};

table! {
    /// Inside `BitstringStatusList`.
    BITSTRING_STATUS_LIST, protected, [
        term("encodedList", status!("encodedList")).typed(sec!("multibase")),
        id(),
        term("statusPurpose", status!("statusPurpose")),
        term("ttl", status!("ttl")),
        kind(),
    ]
}

table! {
    /// Inside `statusMessage`.
    STATUS_MESSAGE, protected, [
        id(),
        term("message", status!("message")),
        term("status", status!("status")),
        kind(),
    ]
}

table! {
    /// Inside `BitstringStatusListEntry`.
    BITSTRING_STATUS_LIST_ENTRY, protected, [
        id(),
        term("statusListCredential", status!("statusListCredential")).id(),
        term("statusListIndex", status!("statusListIndex")),
        term("statusMessage", status!("statusMessage")).scoped(&STATUS_MESSAGE),
        term("statusPurpose", status!("statusPurpose")),
        term("statusReference", status!("statusReference")).id(),
        term("statusSize", status!("statusSize")).typed(xsd_https!("integer")),
        kind(),
    ]
}

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
    /// Inside `JsonSchema`.
    JSON_SCHEMA, protected, [
        id(),
        term("jsonSchema", cred!("jsonSchema")).json(),
        kind(),
    ]
}

table! {
    /// Inside `VerifiableCredential`.
    VERIFIABLE_CREDENTIAL, protected, [
        term("confidenceMethod", cred!("confidenceMethod")).id(),
        term("credentialSchema", cred!("credentialSchema")).id(),
        term("credentialStatus", cred!("credentialStatus")).id(),
        term("credentialSubject", cred!("credentialSubject")).id(),
        term("description", schema!("description")),
        term("evidence", cred!("evidence")).id(),
        id(),
        term("issuer", cred!("issuer")).id(),
        term("name", schema!("name")),
        term("proof", sec!("proof")).id().graph(),
        term("refreshService", cred!("refreshService")).id(),
        term("relatedResource", cred!("relatedResource")).id(),
        term("renderMethod", cred!("renderMethod")).id(),
        term("termsOfUse", cred!("termsOfUse")).id(),
        kind(),
        term("validFrom", cred!("validFrom")).typed(xsd!("dateTime")),
        term("validUntil", cred!("validUntil")).typed(xsd!("dateTime")),
    ]
}

table! {
    /// Inside `VerifiablePresentation`.
    VERIFIABLE_PRESENTATION, protected, [
        term("holder", cred!("holder")).id(),
        id(),
        term("proof", sec!("proof")).id().graph(),
        term("termsOfUse", cred!("termsOfUse")).id(),
        kind(),
        term("verifiableCredential", cred!("verifiableCredential")).id().graph().unscoped(),
    ]
}

table! {
    /// Inside `cnf`.
    CNF, protected, [
        term("jwk", jwt!("jwk")).json(),
        term("kid", jwt!("kid")).id(),
    ]
}

table! {
    /// What credentials, presentations, status lists and Data Integrity proofs are made of.
    CREDENTIALS_V2, protected, [
        term("...", jwt!("...")),
        term("BitstringStatusList", status!("BitstringStatusList")).scoped(&BITSTRING_STATUS_LIST),
        term("BitstringStatusListCredential", status!("BitstringStatusListCredential")),
        term("BitstringStatusListEntry", status!("BitstringStatusListEntry")).scoped(&BITSTRING_STATUS_LIST_ENTRY),
        term("DataIntegrityProof", sec!("DataIntegrityProof")).scoped(&DATA_INTEGRITY_PROOF),
        term("EnvelopedVerifiableCredential", cred!("EnvelopedVerifiableCredential")),
        term("EnvelopedVerifiablePresentation", cred!("EnvelopedVerifiablePresentation")),
        term("JsonSchema", cred!("JsonSchema")).scoped(&JSON_SCHEMA),
        term("JsonSchemaCredential", cred!("JsonSchemaCredential")),
        term("VerifiableCredential", cred!("VerifiableCredential")).scoped(&VERIFIABLE_CREDENTIAL),
        term("VerifiablePresentation", cred!("VerifiablePresentation")).scoped(&VERIFIABLE_PRESENTATION),
        term("_sd", jwt!("_sd")).json(),
        term("_sd_alg", jwt!("_sd_alg")),
        term("aud", jwt!("aud")).id(),
        term("cnf", jwt!("cnf")).scoped(&CNF),
        term("description", schema!("description")),
        term("digestMultibase", sec!("digestMultibase")).typed(sec!("multibase")),
        term("digestSRI", cred!("digestSRI")).typed(cred!("sriString")),
        term("exp", jwt!("exp")).typed(xsd_https!("nonNegativeInteger")),
        term("iat", jwt!("iat")).typed(xsd_https!("nonNegativeInteger")),
        id(),
        term("iss", jose!("iss")).id(),
        term("jku", jose!("jku")).id(),
        term("kid", jose!("kid")).id(),
        term("mediaType", schema!("encodingFormat")),
        term("name", schema!("name")),
        term("nbf", jwt!("nbf")).typed(xsd_https!("nonNegativeInteger")),
        term("sub", jose!("sub")).id(),
        kind(),
        term("x5u", jose!("x5u")).id(),
    ]
}

table! {
    /// Inside `proofPurpose`.
    PROOF_PURPOSE_2, protected, [
        term("assertionMethod", sec!("assertionMethod")).id().set(),
        term("authentication", sec!("authenticationMethod")).id().set(),
        id(),
        term("sec", sec!("")).prefix(),
        kind(),
    ]
}

table! {
    /// Inside `EcdsaSecp256k1Signature2019`.
    ECDSA_SECP256K1_SIGNATURE2019, protected, [
        term("challenge", sec!("challenge")),
        term("created", dc!("created")).typed(xsd!("dateTime")),
        term("domain", sec!("domain")),
        term("expires", sec!("expiration")).typed(xsd!("dateTime")),
        id(),
        term("jws", sec!("jws")),
        term("nonce", sec!("nonce")),
        term("proofPurpose", sec!("proofPurpose")).vocab().scoped(&PROOF_PURPOSE_2),
        term("proofValue", sec!("proofValue")),
        term("sec", sec!("")).prefix(),
        kind(),
        term("verificationMethod", sec!("verificationMethod")).id(),
        term("xsd", xsd!("")).prefix(),
    ]
}

table! {
    /// Inside `RsaSignature2018`.
    RSA_SIGNATURE2018, protected, free &[("sec", None), ("xsd", None)], [
        term("challenge", "sec:challenge"),
        term("created", dc!("created")).typed("xsd:dateTime"),
        term("domain", "sec:domain"),
        term("expires", "sec:expiration").typed("xsd:dateTime"),
        term("jws", "sec:jws"),
        term("nonce", "sec:nonce"),
        term("proofPurpose", "sec:proofPurpose").vocab().scoped(&PROOF_PURPOSE_2),
        term("proofValue", "sec:proofValue"),
        term("verificationMethod", "sec:verificationMethod").id(),
    ]
}

table! {
    /// Inside `credentialSchema`.
    CREDENTIAL_SCHEMA, protected, [
        term("JsonSchemaValidator2018", cred!("JsonSchemaValidator2018")),
        term("cred", cred!("")).prefix(),
        id(),
        kind(),
    ]
}

table! {
    /// Inside `refreshService`.
    REFRESH_SERVICE, protected, [
        term("ManualRefreshService2018", cred!("ManualRefreshService2018")),
        term("cred", cred!("")).prefix(),
        id(),
        kind(),
    ]
}

table! {
    /// Inside `VerifiableCredential`.
    VERIFIABLE_CREDENTIAL_2, protected, [
        term("cred", cred!("")).prefix(),
        term("credentialSchema", cred!("credentialSchema")).id().scoped(&CREDENTIAL_SCHEMA),
        term("credentialStatus", cred!("credentialStatus")).id(),
        term("credentialSubject", cred!("credentialSubject")).id(),
        term("evidence", cred!("evidence")).id(),
        term("expirationDate", cred!("expirationDate")).typed(xsd!("dateTime")),
        term("holder", cred!("holder")).id(),
        id(),
        term("issuanceDate", cred!("issuanceDate")).typed(xsd!("dateTime")),
        term("issued", cred!("issued")).typed(xsd!("dateTime")),
        term("issuer", cred!("issuer")).id(),
        term("proof", sec!("proof")).id().graph(),
        term("refreshService", cred!("refreshService")).id().scoped(&REFRESH_SERVICE),
        term("sec", sec!("")).prefix(),
        term("termsOfUse", cred!("termsOfUse")).id(),
        kind(),
        term("validFrom", cred!("validFrom")).typed(xsd!("dateTime")),
        term("validUntil", cred!("validUntil")).typed(xsd!("dateTime")),
        term("xsd", xsd!("")).prefix(),
    ]
}

table! {
    /// Inside `VerifiablePresentation`.
    VERIFIABLE_PRESENTATION_2, protected, [
        term("cred", cred!("")).prefix(),
        term("holder", cred!("holder")).id(),
        id(),
        term("proof", sec!("proof")).id().graph(),
        term("sec", sec!("")).prefix(),
        kind(),
        term("verifiableCredential", cred!("verifiableCredential")).id().graph(),
    ]
}

table! {
    /// The same in Verifiable Credentials 1.1.
    CREDENTIALS_V1, protected, [
        term("EcdsaSecp256k1Signature2019", sec!("EcdsaSecp256k1Signature2019")).scoped(&ECDSA_SECP256K1_SIGNATURE2019),
        term("EcdsaSecp256r1Signature2019", sec!("EcdsaSecp256r1Signature2019")).scoped(&ECDSA_SECP256K1_SIGNATURE2019),
        term("Ed25519Signature2018", sec!("Ed25519Signature2018")).scoped(&ECDSA_SECP256K1_SIGNATURE2019),
        term("RsaSignature2018", sec!("RsaSignature2018")).scoped(&RSA_SIGNATURE2018),
        term("VerifiableCredential", cred!("VerifiableCredential")).scoped(&VERIFIABLE_CREDENTIAL_2),
        term("VerifiablePresentation", cred!("VerifiablePresentation")).scoped(&VERIFIABLE_PRESENTATION_2),
        id(),
        term("proof", sec!("proof")).id().graph(),
        kind(),
    ]
}

table! {
    /// Inside `StatusList2021`.
    STATUS_LIST2021, protected, [
        term("encodedList", list2021!("encodedList")),
        id(),
        term("statusPurpose", list2021!("statusPurpose")),
        kind(),
    ]
}

table! {
    /// Inside `StatusList2021Credential`.
    STATUS_LIST2021_CREDENTIAL, protected, [
        term("description", "http://schema.org/description"),
        id(),
        term("name", "http://schema.org/name"),
        kind(),
    ]
}

table! {
    /// Inside `StatusList2021Entry`.
    STATUS_LIST2021_ENTRY, protected, [
        id(),
        term("statusListCredential", list2021!("statusListCredential")).id(),
        term("statusListIndex", list2021!("statusListIndex")),
        term("statusPurpose", list2021!("statusPurpose")),
        kind(),
    ]
}

table! {
    /// Status lists before Bitstring Status List.
    STATUS_LIST_2021, protected, [
        term("StatusList2021", list2021!("StatusList2021")).scoped(&STATUS_LIST2021),
        term("StatusList2021Credential", list2021!("StatusList2021Credential")).scoped(&STATUS_LIST2021_CREDENTIAL),
        term("StatusList2021Entry", list2021!("StatusList2021Entry")).scoped(&STATUS_LIST2021_ENTRY),
    ]
}
