//! A badge signed by a key that is elsewhere: here in another thread, as it might be in an HSM or in a cloud.
//!
//! Twice: through a [`Signer`] that waits for the answer, and in two steps, for callers who cannot wait.

mod common;

use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

use openbadges::Framework;
use openbadges::assessment::Records;
use openbadges::issue::{Issuer, Recipient};
use openbadges::key::{PublicOnly, Secret, Seed, Signer, SigningKey, VerifyingKey};

/// What the holder of the key is asked: bytes, and where the signature goes.
type Request = (Vec<u8>, Sender<Vec<u8>>);

/// Knows the public half of the key, and whom to ask for signatures.
struct Remote {
    public: VerifyingKey,
    holder: Mutex<Sender<Request>>,
}

impl Signer for Remote {
    fn verifying_key(&self) -> VerifyingKey {
        self.public.clone()
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        let (answer, signature) = channel();
        let holder = self.holder.lock().unwrap_or_else(PoisonError::into_inner);
        holder.send((bytes.to_vec(), answer)).map_err(|_| "the holder of the key is gone")?;
        Ok(signature.recv().map_err(|_| "the holder of the key did not answer")?)
    }
}

/// Holds the key, which never leaves this thread, and signs what it is sent.
fn hold(key: SigningKey, requests: Receiver<Request>) {
    for (bytes, answer) in requests {
        if let Ok(signature) = key.sign(&bytes) {
            let _ = answer.send(signature);
        }
    }
}

fn main() -> ExitCode {
    common::main("remote_signer", &[], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    args.none_alone()?;
    let key = SigningKey::from_seed(&Seed::from_hex(include_str!("../fixtures/demonstration.seed"))?);
    let public = key.verifying_key();
    let (holder, requests) = channel();
    std::thread::spawn(move || hold(key, requests));

    let framework = Framework::twenty_first_century_skills();
    let records = Records::from_json(include_bytes!("../fixtures/assessments.json"))?;
    let record = records.iter().next().ok_or("there are no records")?;
    let outcome = framework.skill("critical-thinking")?.evaluate(record, "2026-05-04T09:00:00Z".parse()?)?;
    let earned = outcome.into_earned().map_err(|_| "not earned")?;
    let recipient = Recipient::of(record.learner());
    // The key cannot be asked for secrets to derive ids from: the issuer keeps one of its own.
    let secret = Secret::from_bytes([7; 32]);
    let profile = include_bytes!("../fixtures/issuer.json");

    // In one step: the signature is waited for, and checked with the public half before the badge goes out.
    let remote = Remote { public: public.clone(), holder: Mutex::new(holder.clone()) };
    let issuer = Issuer::from_json(profile, remote, secret.clone())?;
    let one = issuer.award(&earned, &recipient).sign()?;
    println!("in one step:  {} signed by {}", one.credential().id, issuer.verification_method());

    // In two: what is to be signed goes out, whenever the signature comes back it is attached.
    let issuer = Issuer::from_json(profile, PublicOnly::new(public), secret)?;
    let prepared = issuer.award(&earned, &recipient).prepare()?;
    let (answer, signature) = channel();
    holder.send((prepared.bytes().to_vec(), answer))?;
    let two = prepared.attach(&signature.recv()?)?;
    println!("in two steps: {} signed by {}", two.credential().id, issuer.verification_method());
    Ok(if one.to_text() == two.to_text() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
