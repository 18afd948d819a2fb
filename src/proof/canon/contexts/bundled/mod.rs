//! The contexts that come with the crate, one file for each family.

// The namespaces, for all files below.
macro_rules! ob {
    ($name:literal) => {
        concat!("https://purl.imsglobal.org/spec/vc/ob/vocab.html#", $name)
    };
}
macro_rules! clr {
    ($name:literal) => {
        concat!("https://purl.imsglobal.org/spec/vc/clr/vocab.html#", $name)
    };
}
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
macro_rules! status {
    ($name:literal) => {
        concat!("https://www.w3.org/ns/credentials/status#", $name)
    };
}
macro_rules! list2021 {
    ($name:literal) => {
        concat!("https://w3id.org/vc/status-list#", $name)
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
macro_rules! schema {
    ($name:literal) => {
        concat!("https://schema.org/", $name)
    };
}
macro_rules! did {
    ($name:literal) => {
        concat!("https://www.w3.org/ns/did#", $name)
    };
}

mod clr;
mod digests;
mod ob;
mod ob_older;
mod security;
mod vc;

pub(super) use digests::digest_of;

use super::{Table, id, kind, table, term};

/// The address of the context that exists in two forms.
const OPEN_BADGES_3_0_3: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// Every context with the address that credentials name it by, the most frequent first.
pub(super) static BUNDLED: [(&str, &Table); 14] = [
    ("https://www.w3.org/ns/credentials/v2", &vc::CREDENTIALS_V2),
    (OPEN_BADGES_3_0_3, &ob::OPEN_BADGES_3_0_3),
    ("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json", &ob::EXTENSIONS),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json", &ob::OPEN_BADGES_3_0_2),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json", &ob_older::OPEN_BADGES_3_0_1),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context.json", &ob_older::OPEN_BADGES_3_0_0),
    ("https://www.w3.org/2018/credentials/v1", &vc::CREDENTIALS_V1),
    ("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", &clr::CLR_2_0_1),
    ("https://w3id.org/security/data-integrity/v2", &security::DATA_INTEGRITY_V2),
    ("https://w3id.org/security/data-integrity/v1", &security::DATA_INTEGRITY_V1),
    ("https://w3id.org/security/multikey/v1", &security::MULTIKEY_V1),
    ("https://w3id.org/security/suites/ed25519-2020/v1", &security::ED25519_2020_V1),
    ("https://www.w3.org/ns/did/v1", &security::DID_V1),
    ("https://w3id.org/vc/status-list/2021/v1", &vc::STATUS_LIST_2021),
];

/// The context with this address. Addresses are compared as strings, as JSON-LD does. `newer` is the newer form of Open
/// Badges 3.0.3, which 1EdTech's own validator has under the same address: it adds `jti` and `endorsementJwt`.
pub(crate) fn by_url(url: &str, newer: bool) -> Option<&'static Table> {
    if newer && url == OPEN_BADGES_3_0_3 {
        return Some(&ob::OPEN_BADGES_3_0_3_NEWER);
    }
    BUNDLED.iter().find(|(known, _)| *known == url).map(|(_, table)| *table)
}
