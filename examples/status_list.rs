//! An issuer's status list in a folder: `state.json` is its own ledger, `list.json` what it publishes.
//!
//! ```text
//! status_list FOLDER new --list URL
//! status_list FOLDER allocate ID [ID...]       prints what goes into each credential
//! status_list FOLDER revoke|suspend|reinstate ID [--reason TEXT]
//! status_list FOLDER publish --key FILE        signs the list, as the did:key of the key
//! status_list FOLDER check ID                  says what the published list says of it
//! status_list FOLDER check ID --badge FILE     verifies the badge with it, as anybody would
//! ```
//!
//! Who has the ledger knows whose credentials were revoked, and why: keep it where the keys are.

mod common;

use std::fs;
use std::process::ExitCode;

use chrono::{DateTime, TimeDelta, Utc};
use common::ledger::LedgerFolder;
use openbadges::did;
use openbadges::proof::{Engine, ProofOptions};
use openbadges::status::{Draft, Ledger, Publication, REVOCATION, SUSPENSION, Settings, StatusList};
use openbadges::verify::{Resources, Verifier};
use openbadges::{Document, Limits};

const USAGE: &str = "status_list FOLDER new|allocate|revoke|suspend|reinstate|publish|check [ID...] [--list URL] \
                     [--reason TEXT] [--key FILE] [--badge FILE] [--at TIME]";

fn main() -> ExitCode {
    common::main(USAGE, &["list", "reason", "key", "badge", "at"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let [folder, step, ids @ ..] = args.alone() else { return Err(format!("usage: {USAGE}").into()) };
    let (folder, now, reason) =
        (Folder(LedgerFolder::new(folder)), args.at()?.unwrap_or_else(common::now), args.get("reason"));
    let one = || match ids {
        [id] => Ok(id.as_str()),
        _ => Err(format!("{step} takes the id of one credential; usage: {USAGE}")),
    };
    match step.as_str() {
        "new" => {
            folder.0.create()?;
            let list = args.get("list").ok_or("a new list needs the --list URL that it will be published at")?;
            // Two bits for each credential, at two places: one is set for good, the other may be taken back.
            folder.save(Ledger::create(Settings::new(list, REVOCATION).with_purpose(SUSPENSION))?)?;
        }
        "allocate" => {
            let mut draft = folder.0.ledger()?.draft();
            for id in ids {
                draft.allocate(id, REVOCATION, None, getrandom::fill)?;
                draft.allocate(id, SUSPENSION, None, getrandom::fill)?;
            }
            // Saved first, issued then: only the saved ledger says which place it is.
            let ledger = folder.save(draft)?;
            for id in ids {
                println!("{}", ledger.credential_status(id, REVOCATION)?.to_json());
                println!("{}", ledger.credential_status(id, SUSPENSION)?.to_json());
            }
        }
        "revoke" | "suspend" | "reinstate" => {
            let mut draft = folder.0.ledger()?.draft();
            match step.as_str() {
                "revoke" => draft.revoke(one()?, reason, now)?,
                "suspend" => draft.suspend(one()?, reason, now)?,
                _ => draft.reinstate(one()?, reason, now)?,
            }
            folder.save(draft)?;
        }
        "publish" => {
            let key = common::key(args.get("key").ok_or("a list is signed with the --key in a file")?)?;
            let issuer = did::of_key(&key.verifying_key());
            let publication = Publication::of(&folder.0.ledger()?, &[], issuer.as_str(), now)?
                .with_valid_until(now + TimeDelta::days(7));
            let method = format!("{issuer}#{}", key.verifying_key());
            let published = publication.secure(&Engine::new(), &key, &ProofOptions::new(method))?;
            fs::write(folder.0.file("list.json"), published.to_text())?;
            println!("list.json: serve it as {}", published.media_type());
        }
        "check" => match args.get("badge") {
            Some(badge) => return folder.verify(badge, now),
            None => return folder.check(one()?),
        },
        other => return Err(format!("what is `{other}`? usage: {USAGE}").into()),
    }
    Ok(ExitCode::SUCCESS)
}

struct Folder(LedgerFolder);

impl Folder {
    fn save(&self, draft: Draft) -> common::Result<Ledger> {
        let saved = self.0.save(draft)?;
        println!("state.json: revision {}, {} indexes free", saved.revision(), saved.free());
        Ok(saved)
    }

    /// What a verifier makes of a badge with this list at hand: it believes the list only if it is the issuer's.
    fn verify(&self, badge: &str, now: DateTime<Utc>) -> common::Result<ExitCode> {
        let list = common::bytes(&self.0.file("list.json").to_string_lossy())?;
        let resources = Resources::new().with_bytes(self.0.ledger()?.list(), list);
        let report = Verifier::default().verify(&common::bytes(badge)?, &resources, now);
        println!("{report}");
        Ok(if report.verdict().is_verified() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    /// What a reader of the list sees, who does not ask whether the list itself is to be believed.
    fn check(&self, id: &str) -> common::Result<ExitCode> {
        let list = Document::parse(&common::bytes(&self.0.file("list.json").to_string_lossy())?)?;
        let list = StatusList::read(&list, &Limits::default())?;
        let ledger = self.0.ledger()?;
        let mut is_good = true;
        for (purpose, word) in [(REVOCATION, "revoked"), (SUSPENSION, "suspended")] {
            let status = ledger.credential_status(id, purpose)?;
            let index = status.status_list_index.and_then(|index| index.value()).ok_or("an index is a number")?;
            let is_set = list.bits().get(index, 1)? != 0;
            println!("{id}: {}{word}", if is_set { "" } else { "not " });
            is_good &= !is_set;
        }
        Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
