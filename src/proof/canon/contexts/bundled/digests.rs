//! Which published documents the tables are taken from.

use super::OPEN_BADGES_3_0_3;

/// The newer form of Open Badges 3.0.3.
const NEWER: &str = "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84";

/// The SHA-256 of the document behind each address.
const DIGESTS: [(&str, &str); 14] = [
    ("https://www.w3.org/ns/credentials/v2", "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"),
    (OPEN_BADGES_3_0_3, "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761"),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        "146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3",
    ),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        "d582f3564282fb3b709136d28412e78e70b678b4dbc2f0221f67d84932748355",
    ),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10",
    ),
    ("https://www.w3.org/2018/credentials/v1", "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc"),
    (
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    ),
    ("https://w3id.org/security/data-integrity/v2", "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4"),
    ("https://w3id.org/security/data-integrity/v1", "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554"),
    ("https://w3id.org/security/multikey/v1", "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597"),
    (
        "https://w3id.org/security/suites/ed25519-2020/v1",
        "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
    ),
    ("https://www.w3.org/ns/did/v1", "4f3eae5568c9c5f036a082088f9e192019ee06faa78973c87ff91d5421b88dad"),
    ("https://w3id.org/vc/status-list/2021/v1", "6dd06a52bedb771e059c1083ba8ba7848dce22f6b4a8cfa0b98ba3fc188870e4"),
];

/// The SHA-256 of the published document, in hexadecimal digits.
pub(in crate::proof::canon::contexts) fn digest_of(url: &str, newer: bool) -> Option<&'static str> {
    if newer && url == OPEN_BADGES_3_0_3 {
        return Some(NEWER);
    }
    DIGESTS.iter().find(|(known, _)| *known == url).map(|(_, digest)| *digest)
}
