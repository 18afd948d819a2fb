//! Who issues, as the command line says.

use openbadges::Document;
use openbadges::assessment::Record;
use openbadges::did;
use openbadges::issue::{Format, Issuer};
use openbadges::key::{Algorithm, Secret, Seed, SigningKey};
use openbadges::proof::Suite;

use super::{Args, Result};

/// Who issues, in which format.
pub struct By {
    pub issuer: Issuer,
    pub format: Format,
    own_key: bool,
    own_profile: bool,
}

impl By {
    /// As `--issuer`, `--key` or `--seed`, `--alg` and `--format` say; without a key one that everybody knows.
    pub fn of(args: &Args) -> Result<Self> {
        if args.has("key") && args.has("seed") {
            return Err("--key and --seed both name the key".into());
        }
        let own_key = args.get("key").or(args.get("seed"));
        if args.get("issuer").is_some() && own_key.is_none() {
            return Err("an issuer of your own needs a key of its own: --key FILE, see --example new_key".into());
        }
        let algorithm = args.get("alg").map(super::algorithm).transpose()?;
        let key = match own_key {
            Some(file) => super::key(file)?,
            None => demonstration_key(algorithm.unwrap_or(Algorithm::EdDsa))?,
        };
        if let Some(algorithm) = algorithm.filter(|algorithm| *algorithm != key.algorithm()) {
            return Err(format!("--alg {algorithm} is not how the key signs, which is {}", key.algorithm()).into());
        }
        let suite = Suite::of_key(key.algorithm());
        let format = match (args.get("format"), suite) {
            (Some("jwt"), _) | (None, None) => Format::Jwt,
            (Some("data-integrity") | None, Some(suite)) => Format::Embedded(suite),
            (Some("data-integrity"), None) => return Err("RSA keys sign JWTs only: --format jwt".into()),
            (Some(other), _) => return Err(format!("--format {other} is neither data-integrity nor jwt").into()),
        };
        let issuer = args.load("issuer", include_bytes!("../../fixtures/issuer.json"), |profile| {
            let profile = match format {
                Format::Jwt => with_id(profile, &did::jwk::of_key(&key.verifying_key()))?,
                _ => profile.to_vec(),
            };
            Issuer::from_json(&profile, key.clone(), Secret::from_key(&key))
        })?;
        Ok(By { issuer, format, own_key: own_key.is_some(), own_profile: args.has("issuer") })
    }

    /// The record of a learner who has a URI, as a JWT needs: their own, or one derived from the issuer's secret.
    pub fn with_uri(&self, record: Record) -> Record {
        let learner = record.learner();
        if self.format != Format::Jwt || learner.uri().is_some() {
            return record;
        }
        let learner = learner.clone().with_uri(self.issuer.learner_id(learner.id()));
        let bare = Record::new(learner, record.assessments().to_vec());
        record.awarded().fold(bare, |record, (skill, at)| record.with_awarded(skill, at))
    }

    /// What whoever issues with the key should be told.
    pub fn warning(&self) -> Option<&'static str> {
        match (self.own_key, self.own_profile) {
            (false, _) => {
                Some("a demonstration key signed it, which everybody knows; for your own see --example new_key")
            }
            (true, false) => Some("it was issued in the name of an example college; for your own see --issuer"),
            (true, true) => None,
        }
    }
}

/// Keys that everybody knows.
fn demonstration_key(algorithm: Algorithm) -> openbadges::Result<SigningKey> {
    match algorithm {
        Algorithm::Es256 => SigningKey::from_pem(include_str!("../../fixtures/keys/p256.pem")),
        Algorithm::Rs256 => SigningKey::from_pem(include_str!("../../fixtures/keys/rsa-2048.pem")),
        _ => Ok(SigningKey::from_seed(&Seed::from_hex(include_str!("../../fixtures/demonstration.seed"))?)),
    }
}

/// The profile with this id, if it has none.
fn with_id(profile: &[u8], id: &str) -> openbadges::Result<Vec<u8>> {
    let document = Document::parse(profile)?;
    Ok(match document.as_str().trim_start().strip_prefix('{') {
        Some(rest) if document.root().get("id").is_none() => {
            let comma = if document.root().members().next().is_some() { "," } else { "" };
            format!("{{\"id\":\"{id}\"{comma}{rest}").into_bytes()
        }
        _ => profile.to_vec(),
    })
}
