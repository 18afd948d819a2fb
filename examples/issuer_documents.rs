//! What an issuer publishes, so that others find its keys: `did.json`, `jwks.json` and its profile.
//!
//! Keys that are no longer in use stay in these documents, each with its end, or the badges that they signed would no longer
//! verify: `--retired OLD.pem=2026-01-01T00:00:00Z`. With `--issued BADGE`, once for each badge that is out, nothing is written
//! if one of them would not verify by the new documents (exit 1).

mod common;

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use openbadges::Document;
use openbadges::did::{Did, IssuerDocuments, IssuerKey, web};
use openbadges::key::{Seed, SigningKey, VerifyingKey};
use openbadges::model::Profile;
use openbadges::verify::{Resources, Verifier};

const USAGE: &str = "issuer_documents --key FILE --did DID-WEB|HTTPS-URL --name NAME --out DIR [--retired FILE=UNTIL]... [--issued FILE]...";

fn main() -> ExitCode {
    common::main(USAGE, &["key", "did", "out", "name", "retired", "issued"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    args.none_alone()?;
    let wanted = |name: &str| args.get(name).ok_or(format!("--{name} is missing; usage: {USAGE}"));
    let (id, out) = (wanted("did")?, Path::new(wanted("out")?));
    let mut keys = vec![IssuerKey::new(public_key(wanted("key")?)?)];
    for retired in args.all("retired") {
        let (file, until) = retired.rsplit_once('=').ok_or("--retired is FILE=UNTIL")?;
        keys.push(IssuerKey::new(public_key(file)?).retired(until.parse()?));
    }
    let profile = Profile::new(id).with_name(args.get("name").ok_or("say whose documents these are: --name NAME")?);
    let documents = IssuerDocuments::new(profile, keys)?;

    std::fs::create_dir_all(out).map_err(|e| format!("{}: {e}", out.display()))?;
    let mut files = vec![("jwks.json", documents.jwks()?), ("profile.json", documents.profile()?)];
    if let Some(document) = documents.did_document()? {
        files.push(("did.json", document));
    }
    // Before anything is written: a document that verifiers rely on is not replaced by mistake.
    for (name, _) in &files {
        if out.join(name).exists() {
            return Err(format!("{} exists already; move it away first", out.join(name).display()).into());
        }
    }
    let proposed = match documents.did_document()? {
        Some(document) => document,
        None => documents.profile()?,
    };
    if would_stop(&args, Resources::new().with_document(id, proposed))? {
        return Ok(ExitCode::from(1));
    }
    // For whoever verifies with `--resources DIR`.
    let own = if documents.did_document()?.is_some() { "did.json" } else { "profile.json" };
    files.push(("index.json", Document::of(&serde_json::json!({ id: own }))?));
    for (name, document) in &files {
        write(&out.join(name), &document.to_pretty())?;
    }
    if let Ok(did) = Did::parse(id) {
        println!("did.json belongs at {}", web::document_url(&did)?);
    } else {
        println!("profile.json belongs at {id}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether badges that are out would not verify by the proposed documents; says which, and why.
fn would_stop(args: &common::Args, proposed: Resources) -> common::Result<bool> {
    let files: Vec<&str> = args.all("issued").collect();
    let badges = files.iter().map(|file| common::bytes(file)).collect::<common::Result<Vec<_>>>()?;
    let badges = badges.iter().map(Vec::as_slice);
    let stopping = Verifier::default().would_stop(badges, &Resources::new(), &proposed, common::now());
    for badge in &stopping {
        let file = files.get(badge.position()).copied().unwrap_or_default();
        badge.checks().iter().for_each(|check| eprintln!("{file} would not verify: {check}"));
    }
    Ok(!stopping.is_empty())
}

/// The public half of the key in a file: PEM (private or public), JWK, or a seed of 64 hexadecimal digits.
fn public_key(file: &str) -> common::Result<VerifyingKey> {
    let bytes = common::bytes(file)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| format!("{file} is no text"))?.trim();
    let key = if text.starts_with('{') {
        SigningKey::from_jwk(text).map(|key| key.verifying_key())
    } else if text.contains("-----BEGIN PUBLIC KEY") || text.contains("-----BEGIN RSA PUBLIC KEY") {
        VerifyingKey::from_pem(text)
    } else if text.contains("-----BEGIN") {
        SigningKey::from_pem(text).map(|key| key.verifying_key())
    } else {
        Seed::from_hex(text).map(|seed| SigningKey::from_seed(&seed).verifying_key())
    };
    key.map_err(|error| format!("{file}: {error}").into())
}

fn write(path: &Path, text: &str) -> common::Result<()> {
    let shown = path.display();
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|e| match e.kind() {
        ErrorKind::AlreadyExists => format!("{shown} exists already; move it away first"),
        _ => format!("{shown}: {e}"),
    })?;
    writeln!(file, "{text}").map_err(|e| format!("{shown}: {e}"))?;
    println!("{shown}");
    Ok(())
}
