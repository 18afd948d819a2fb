//! The official Open Badges 3.0 vector, bit for bit.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use openbadges::Document;
use openbadges::key::{Seed, SigningKey};
use openbadges::model::{IdentifierType, IdentityMatch, IdentityObject, Normalization, Term};
use openbadges::proof::{ProofOptions, canonicalize, check, hashes, secure};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_open_badges_vector_reproduces() {
    let Some(folder) = common::conformance() else { return };
    let folder = folder.join("vectors/ob3/obv3p0");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let json = |name: &str| serde_json::from_str::<serde_json::Value>(&read(name)).unwrap();

    let unsigned = Document::parse(read("credential.json").as_bytes()).unwrap();
    assert_eq!(canonicalize(&unsigned).unwrap(), read("document-canon.nq"));

    let (published, keypair, proof) = (json("hashes.json"), json("keypair.json"), json("proof-options.json"));
    let key = SigningKey::from_seed(&Seed::from_hex(keypair["seedHex"].as_str().unwrap()).unwrap());
    assert_eq!(key.verifying_key().to_multikey(), keypair["publicKeyMultibase"]);
    let options = ProofOptions::new(proof["verificationMethod"].as_str().unwrap())
        .with_created(proof["created"].as_str().unwrap().parse().unwrap());
    let both = hashes(&unsigned, &options).unwrap();
    assert_eq!(hex(&both.document), published["documentHashHex"]);
    assert_eq!(hex(&both.proof), published["proofHashHex"]);
    assert_eq!(hex(&both.to_bytes()), published["dataToSignHex"]);
    // The figures of the implementation guide, so that a change of both files would not go unnoticed.
    assert_eq!(hex(&both.document), "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773");
    assert_eq!(hex(&both.proof), "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19");

    let secured = secure(&unsigned, &key, &options).unwrap();
    let made = secured.root().get("proof").unwrap();
    assert_eq!(
        made.get("proofValue").unwrap().as_str().unwrap(),
        "z5x9aCBYovW3CQCbKdNyhEm7ffYSw1YpEdPywQJoNbzDD2gkzQDKJ1sYKJaWvqZtkMtSbz35HcbgXVEDYHxCzgkCr"
    );
    let value: serde_json::Value = serde_json::from_str(secured.as_str()).unwrap();
    assert_eq!(value, json("signed.json"));

    let signed = Document::parse(read("signed.json").as_bytes()).unwrap();
    check(&signed, signed.root().get("proof").unwrap(), &key.verifying_key()).unwrap();
}

#[test]
fn the_identity_hashes_match() {
    let Some(folder) = common::conformance() else { return };
    let bytes = std::fs::read(folder.join("vectors/identity-hash.json")).unwrap();
    let vectors: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let mut count = 0;
    for vector in vectors.as_array().unwrap() {
        let (text, salt) = (vector["identifier"].as_str().unwrap(), vector["salt"].as_str());
        let kind: Term<IdentifierType> = vector["identityType"].as_str().unwrap().parse().unwrap();
        let hash = vector["identityHash"].as_str().unwrap();
        let mut identity = IdentityObject::hashed(kind, text, salt.unwrap_or_default());
        let weak = hash.starts_with("md5$");
        if !weak {
            assert_eq!(identity.identity_hash, hash);
        }
        (identity.identity_hash, identity.salt) = (hash.to_owned(), salt.map(Into::into));
        let expected = IdentityMatch::Matches { normalization: Normalization::AsGiven, weak };
        assert_eq!(identity.matches(text), expected, "{vector}");
        assert_eq!(identity.matches("somebody@example.com"), IdentityMatch::Differs);
        count += 1;
    }
    assert_eq!(count, 7);
}
