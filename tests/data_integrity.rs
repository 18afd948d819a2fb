//! eddsa-rdfc-2022 on any document with any key: the vectors of the W3C and of 1EdTech, bit for bit.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;
#[path = "common/contexts.rs"]
mod contexts;

use std::path::{Path, PathBuf};

use ed25519_dalek::Signer;
use openbadges::Document;
use openbadges::document::Node;
use openbadges::finding::{Code, Severity};
use openbadges::key::{Seed, SigningKey, VerifyingKey};
use openbadges::proof::{Engine, Hashes, ProofOptions, Suite, jcs};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

fn text(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn document(path: PathBuf) -> Document {
    Document::parse(text(path).as_bytes()).unwrap()
}

fn value(path: PathBuf) -> Value {
    serde_json::from_str(&text(path)).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn proofs(document: &Document) -> Vec<Node<'_>> {
    document.root().get("proof").unwrap().one_or_many().collect()
}

/// The options that a published proof was made with.
fn options(proof: Node<'_>) -> ProofOptions {
    let member = |name: &str| proof.get(name).map(|value| value.as_str().unwrap().into_owned());
    let options = ProofOptions::new(member("verificationMethod").unwrap());
    let options = options.with_created(member("created").unwrap().parse().unwrap());
    member("id").into_iter().fold(options, ProofOptions::with_id)
}

/// A key as the W3C publishes it: multicodec `ed25519-priv` and the seed, in base58btc.
fn key(pair: &Value) -> SigningKey {
    let secret = pair["privateKeyMultibase"].as_str().unwrap().strip_prefix('z').unwrap();
    let bytes = bs58::decode(secret).into_vec().unwrap();
    assert_eq!(bytes[..2], [0x80, 0x26]);
    let key = SigningKey::from_seed(&Seed::from_bytes(bytes[2..].try_into().unwrap()));
    assert_eq!(key.verifying_key().to_multikey(), pair["publicKeyMultibase"]);
    key
}

/// What is published of one signature.
struct Vector {
    engine: Engine,
    key: SigningKey,
    unsigned: Document,
    signed: Document,
    canonical: String,
    /// The proof's options with their `@context`, and their canonical form.
    configuration: Document,
    canonical_configuration: String,
    document_hash: String,
    proof_hash: String,
    combined: String,
    signature: String,
    proof_value: String,
}

impl Vector {
    fn reproduces(&self) {
        let Vector { engine, key, unsigned, signed, .. } = self;
        assert_eq!(engine.canonicalize(unsigned).unwrap(), self.canonical);
        assert_eq!(engine.canonicalize(signed).unwrap(), self.canonical);
        let configuration = engine.canonicalize(&self.configuration).unwrap();
        assert_eq!(configuration, self.canonical_configuration);

        let [proof] = proofs(signed)[..] else { panic!("one proof") };
        let hashes = engine.hashes(unsigned, &options(proof)).unwrap();
        assert_eq!(hex(&hashes.document), self.document_hash);
        assert_eq!(hex(&hashes.proof), self.proof_hash);
        assert_eq!(hex(&hashes.to_bytes()), self.combined);
        let published =
            Hashes { document: Sha256::digest(&self.canonical).into(), proof: Sha256::digest(&configuration).into() };
        assert_eq!(hashes, published);

        let value = proof.get("proofValue").unwrap().as_str().unwrap();
        assert_eq!(value, self.proof_value);
        assert_eq!(hex(&bs58::decode(value.strip_prefix('z').unwrap()).into_vec().unwrap()), self.signature);
        let made = engine.secure(unsigned, key, &options(proof)).unwrap();
        assert!(proofs(&made)[0].is_equal_to(proof), "{}", made.as_str());
        engine.check(signed, proof, &key.verifying_key()).unwrap();
        assert_eq!(engine.warnings(signed).unwrap(), []);
    }
}

fn w3c(root: &Path, folder: &str, unsigned: &str) -> Vector {
    let all = root.join("vectors/vc-di-eddsa");
    let folder = all.join(folder);
    let file = |name: &str| folder.join(name);
    Vector {
        engine: Engine::new().with_contexts(contexts::others(root)),
        key: key(&value(all.join("keyPair.json"))),
        unsigned: document(all.join(unsigned)),
        signed: document(file("signedDataInt.json")),
        canonical: text(file("canonDocDataInt.txt")),
        configuration: document(file("proofConfigDataInt.json")),
        canonical_configuration: text(file("proofCanonDataInt.txt")),
        document_hash: text(file("docHashDataInt.txt")),
        proof_hash: text(file("proofHashDataInt.txt")),
        combined: text(file("combinedHashDataInt.txt")),
        signature: text(file("sigHexDataInt.txt")),
        proof_value: text(file("sigBTC58DataInt.txt")),
    }
}

fn one_edtech(root: &Path, folder: &str) -> Vector {
    let folder = root.join("vectors/ob3").join(folder);
    let file = |name: &str| folder.join(name);
    let (pair, hashes) = (value(file("keypair.json")), value(file("hashes.json")));
    let published = |name: &str| hashes[name].as_str().unwrap().to_owned();
    let key = SigningKey::from_seed(&Seed::from_hex(pair["seedHex"].as_str().unwrap()).unwrap());
    assert_eq!(key.verifying_key().to_multikey(), pair["publicKeyMultibase"]);
    let mut configuration = value(file("proof-options.json"));
    configuration["@context"] = value(file("credential.json"))["@context"].clone();
    Vector {
        engine: Engine::new(),
        key,
        unsigned: document(file("credential.json")),
        signed: document(file("signed.json")),
        canonical: text(file("document-canon.nq")),
        configuration: Document::of(&configuration).unwrap(),
        canonical_configuration: text(file("proof-canon.nq")),
        document_hash: published("documentHashHex"),
        proof_hash: published("proofHashHex"),
        combined: published("dataToSignHex"),
        signature: published("signatureHex"),
        proof_value: published("proofValue"),
    }
}

#[test]
fn the_vectors_of_the_w3c_reproduce() {
    let Some(root) = common::conformance() else { return };
    w3c(&root, "eddsa-rdfc-2022", "unsigned.json").reproduces();
    w3c(&root, "eddsa-rdfc-2022/employ", "employmentAuth.json").reproduces();
}

#[test]
fn the_vectors_of_1edtech_reproduce() {
    let Some(root) = common::conformance() else { return };
    one_edtech(&root, "obv3p0").reproduces();
    let clr = one_edtech(&root, "clrv2p0");
    clr.reproduces();

    // The badge inside has a proof of its own, which holds when it is taken out.
    let inner = clr.signed.root().get("credentialSubject").unwrap().get("verifiableCredential").unwrap();
    let inner = inner.items().next().unwrap().to_document();
    let [proof] = proofs(&inner)[..] else { panic!("one proof") };
    clr.engine.check(&inner, proof, &clr.key.verifying_key()).unwrap();
}

fn key_of(proof: Node<'_>) -> VerifyingKey {
    let method = proof.get("verificationMethod").unwrap().as_str().unwrap();
    VerifyingKey::from_multikey(method.split_once('#').unwrap().1).unwrap()
}

/// The proofs of a set are made one by one, each over the document alone.
#[test]
fn the_proof_sets_of_the_w3c_reproduce() {
    let Some(root) = common::conformance() else { return };
    let folder = root.join("vectors/vc-di-eddsa/proof-set-chain");
    let engine = Engine::new().with_contexts(contexts::others(&root));
    let unsigned = document(folder.join("unsigned.json"));
    let keys = value(folder.join("multiKeyPairs.json"));
    let mut count = 0;
    for name in ["signedProofSet1.json", "signedProofSet2.json"] {
        let signed = document(folder.join(name));
        for (i, proof) in proofs(&signed).into_iter().enumerate() {
            let key = key(&keys[format!("keyPair{}", i + 1)]);
            assert_eq!(key.verifying_key(), key_of(proof));
            let made = engine.secure(&unsigned, &key, &options(proof)).unwrap();
            assert!(proofs(&made)[0].is_equal_to(proof), "{name} {i}");
            engine.check(&signed, proof, &key.verifying_key()).unwrap();
            count += 1;
        }
    }
    assert_eq!(count, 3);
}

/// A link of a chain covers the proofs that it names.
#[test]
fn the_proof_chains_of_the_w3c_reproduce() {
    let Some(root) = common::conformance() else { return };
    let folder = root.join("vectors/vc-di-eddsa/proof-set-chain");
    let engine = Engine::new().with_contexts(contexts::others(&root));
    let keys = value(folder.join("multiKeyPairs.json"));
    let mut made = Vec::new();
    for (name, count) in [("signedProofChain1.json", 3), ("signedProofChain2.json", 4)] {
        let signed = document(folder.join(name));
        let mut document = document(folder.join("unsigned.json"));
        for (i, proof) in proofs(&signed).into_iter().enumerate() {
            engine.check(&signed, proof, &key_of(proof)).unwrap();
            let key = key(&keys[format!("keyPair{}", i + 1)]);
            let previous = proof.get("previousProof").into_iter().flat_map(Node::one_or_many);
            let previous = previous.map(|id| id.as_str().unwrap().into_owned());
            let options = previous.fold(options(proof), ProofOptions::with_previous_proof);
            document = engine.add_proof(&document, &key, &options).unwrap();
            assert!(proofs(&document)[i].is_equal_to(proof), "{name} {i}");
            made.push(i);
        }
        assert_eq!(proofs(&document).len(), count);
        assert_eq!(document, signed);

        // Without one that it builds on, with another in its place, or with that one changed, a link does not hold.
        let last = count - 1;
        let mut shorter: Value = serde_json::from_str(signed.as_str()).unwrap();
        shorter["proof"].as_array_mut().unwrap().remove(last - 1);
        let shorter = Document::of(&shorter).unwrap();
        let proof = proofs(&shorter)[last - 1];
        assert_eq!(engine.check(&shorter, proof, &key_of(proof)).unwrap_err().code(), Code::ProofMalformed);
        let mut changed: Value = serde_json::from_str(signed.as_str()).unwrap();
        changed["proof"][last - 1]["created"] = "2023-02-26T22:06:39Z".into();
        let changed = Document::of(&changed).unwrap();
        let proof = proofs(&changed)[last];
        assert_eq!(engine.check(&changed, proof, &key_of(proof)).unwrap_err().code(), Code::ProofSignatureInvalid);
    }
    assert_eq!(made.len(), 7);
}

#[test]
fn the_jcs_vector_of_the_w3c_reproduces() {
    let Some(root) = common::conformance() else { return };
    let folder = root.join("vectors/vc-di-eddsa");
    let file = |name: &str| folder.join("eddsa-jcs-2022").join(name);
    let engine = Engine::new().with_contexts(contexts::others(&root));
    let (unsigned, signed) = (document(folder.join("unsigned.json")), document(file("signedJCS.json")));
    let key = key(&value(folder.join("keyPair.json")));
    let [proof] = proofs(&signed)[..] else { panic!("one proof") };
    let options = options(proof).with_suite(Suite::EddsaJcs2022);

    assert_eq!(jcs(&unsigned).unwrap(), text(file("canonDocJCS.txt")));
    assert_eq!(jcs(&document(file("proofConfigJCS.json"))).unwrap(), text(file("proofCanonJCS.txt")));
    let hashes = engine.hashes(&unsigned, &options).unwrap();
    assert_eq!(hex(&hashes.document), text(file("docHashJCS.txt")));
    assert_eq!(hex(&hashes.proof), text(file("proofHashJCS.txt")));
    assert_eq!(hex(&hashes.to_bytes()), text(file("combinedHashJCS.txt")));
    let made = engine.secure(&unsigned, &key, &options).unwrap();
    assert!(proofs(&made)[0].is_equal_to(proof), "{}", made.as_str());
    assert_eq!(proof.get("proofValue").unwrap().as_str().unwrap(), text(file("sigBTC58JCS.txt")));
    engine.check(&signed, proof, &key.verifying_key()).unwrap();

    // The contexts inside the proof are those that it was made under.
    let with = |pointer: &str, contexts: Value| {
        let mut changed: Value = serde_json::from_str(signed.as_str()).unwrap();
        *changed.pointer_mut(pointer).unwrap() = contexts;
        let changed = Document::of(&changed).unwrap();
        engine.check(&changed, proofs(&changed)[0], &key.verifying_key()).map_err(|error| error.code())
    };
    let longer = json!([
        "https://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/examples/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
    ]);
    assert_eq!(with("/@context", longer.clone()), Ok(()));
    assert_eq!(with("/proof/@context", longer), Err(Code::ProofWrongContext));
    let other = json!(["https://www.w3.org/ns/credentials/examples/v2", "https://www.w3.org/ns/credentials/v2"]);
    assert_eq!(with("/@context", other), Err(Code::ProofWrongContext));
    assert_eq!(with("/credentialSubject/alumniOf", "Elsewhere".into()), Err(Code::ProofSignatureInvalid));
}

#[test]
fn the_older_vector_of_the_w3c_verifies() {
    let Some(root) = common::conformance() else { return };
    let folder = root.join("vectors/vc-di-eddsa");
    let file = |name: &str| folder.join("Ed25519Signature2020").join(name);
    let engine = Engine::new().with_contexts(contexts::others(&root));
    let signed = document(file("signedEdSig.json"));
    let [proof] = proofs(&signed)[..] else { panic!("one proof") };
    assert_eq!(engine.canonicalize(&signed).unwrap(), text(file("canonDocEdSig.txt")));
    let configuration = engine.canonicalize(&document(file("proofConfigEdSig.json"))).unwrap();
    assert_eq!(configuration, text(file("proofCanonEdSig.txt")));
    assert_eq!(hex(&Sha256::digest(&configuration)), text(file("proofHashEdSig.txt")));
    engine.check(&signed, proof, &key_of(proof)).unwrap();
    let error = engine.check(&signed, proof, &SigningKey::from_seed(&Seed::from_bytes([7; 32])).verifying_key());
    assert_eq!(error.unwrap_err().code(), Code::ProofSignatureInvalid);

    // Nothing new is signed that way.
    let options = options(proof).with_suite(Suite::Ed25519Signature2020);
    let key = key(&value(folder.join("keyPair.json")));
    let error = engine.secure(&document(folder.join("unsigned.json")), &key, &options).unwrap_err();
    assert_eq!(error.code(), Code::ProofUnknownSuite);
}

/// The suite under the name that it had before it was a standard: the same but for that name.
#[test]
fn the_name_before_the_standard_verifies() {
    let engine = Engine::new();
    let key = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
    let text = r#"{"@context": "https://www.w3.org/ns/credentials/v2", "id": "urn:example:1", "name": "A name"}"#;
    let secured =
        engine.secure(&Document::parse(text.as_bytes()).unwrap(), &key, &ProofOptions::new("did:example:i#k")).unwrap();
    let mut old: Value = serde_json::from_str(secured.as_str()).unwrap();
    old["proof"]["cryptosuite"] = "eddsa-2022".into();
    let renamed = Document::of(&old).unwrap();
    let check = |document: &Document| engine.check(document, proofs(document)[0], &key.verifying_key());
    assert_eq!(check(&renamed).unwrap_err().code(), Code::ProofSignatureInvalid);

    let mut configuration = old["proof"].clone();
    configuration.as_object_mut().unwrap().shift_remove("proofValue");
    configuration["@context"] = old["@context"].clone();
    let configuration = engine.canonicalize(&Document::of(&configuration).unwrap()).unwrap();
    let document = engine.canonicalize(&renamed).unwrap();
    let data = [Sha256::digest(configuration), Sha256::digest(document)].concat();
    let signature = ed25519_dalek::SigningKey::from_bytes(&[7; 32]).sign(&data);
    old["proof"]["proofValue"] = format!("z{}", bs58::encode(signature.to_bytes()).into_string()).into();
    check(&Document::of(&old).unwrap()).unwrap();
    old["proof"]["cryptosuite"] = "eddsa-rdfc-2022".into();
    assert_eq!(check(&Document::of(&old).unwrap()).unwrap_err().code(), Code::ProofSignatureInvalid);
}

#[test]
fn other_suites_are_unknown() {
    let engine = Engine::new();
    let key = SigningKey::from_seed(&Seed::from_bytes([7; 32])).verifying_key();
    for (class, suite) in [
        ("DataIntegrityProof", "eddsa-rdf-2022"),
        ("DataIntegrityProof", "ecdsa-sd-2023"),
        ("DataIntegrityProof", "ecdsa-jcs-2019"),
        ("DataIntegrityProof", ""),
        ("Ed25519Signature2018", ""),
        ("Ed25519Signature2020", "eddsa-rdfc-2022"),
        ("", "eddsa-rdfc-2022"),
    ] {
        let text = format!(r#"{{"proof": {{"type": "{class}", "cryptosuite": "{suite}"}}}}"#);
        let document = Document::parse(text.as_bytes()).unwrap();
        let error = engine.check(&document, proofs(&document)[0], &key).unwrap_err();
        assert_eq!(error.code(), Code::ProofUnknownSuite, "{text}");
    }
}

/// The document behind the address of context 3.0.3 has two forms. What they differ in is read and not written.
#[test]
fn nothing_is_signed_that_the_forms_of_a_context_read_otherwise() {
    let engine = Engine::new();
    let key = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
    for (member, value) in [("jti", "\"urn:example:token\""), ("endorsementJwt", "[\"e30.e30.c2ln\"]")] {
        let text = format!(
            r#"{{
                "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
                "id": "urn:example:1",
                "type": ["VerifiableCredential", "OpenBadgeCredential"],
                "{member}": {value}
            }}"#
        );
        let document = Document::parse(text.as_bytes()).unwrap();
        let options = ProofOptions::new("did:example:issuer#key-1");
        let error = engine.secure(&document, &key, &options).unwrap_err();
        let found: Vec<_> = error.findings().map(|finding| (finding.code(), finding.pointer())).collect();
        assert_eq!(found, [(Code::JsonLdUndefinedMember, format!("/{member}").as_str())]);

        // Others may have signed it, with the newer form.
        let hashes = engine.hashes(&document, &options).unwrap();
        let signature = ed25519_dalek::SigningKey::from_bytes(&[7; 32]).sign(&hashes.to_bytes());
        let mut signed: Value = serde_json::from_str(&text).unwrap();
        signed["proof"] = json!({
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "verificationMethod": "did:example:issuer#key-1",
            "proofPurpose": "assertionMethod",
            "proofValue": format!("z{}", bs58::encode(signature.to_bytes()).into_string()),
        });
        let signed = Document::of(&signed).unwrap();
        engine.check(&signed, proofs(&signed)[0], &key.verifying_key()).unwrap();
        let warnings = engine.warnings(&signed).unwrap();
        let found: Vec<_> = warnings.iter().map(|finding| (finding.code(), finding.severity())).collect();
        assert_eq!(found, [(Code::JsonLdNewerContext, Severity::Warning)]);
    }
}
