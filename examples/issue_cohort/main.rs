//! From the roster of a class to a folder of signed badges.
//!
//! `cargo run --example issue_cohort -- --roster fixtures/class.csv --out DIR` issues every badge that somebody in the
//! roster has earned. The roster is a table (CSV), with `--canvas MAP` an "Outcome Results" report of Canvas, and where its
//! name ends in `.jsonl` JSON Lines; see the module `openbadges::roster`. `-` reads it from standard input.
//!
//! In the folder:
//!
//! - `badges.jsonl`: one badge a line, a JWT as a JSON string; with `--files` one file for each badge instead,
//!   `LEARNER.SKILL.json` or `.jwt`, and with `--images svg` a drawing `LEARNER.SKILL.svg` with the badge baked in;
//! - `journal.jsonl`: what was issued to whom. A second run goes on where the last one ended, however it ended, and issues
//!   nothing twice, in another format or with another status list neither; `--reissue` signs again what is there, under the
//!   same ids. Badges of another issuer or framework need a folder of their own;
//! - `report.txt`: every row that was rejected, every badge that is not earned yet and why, as of the last run.
//!
//! `--language es` issues the badges, and says what is missing, in another language of the framework. Such a badge is another
//! edition with an id of its own, so that a folder may hold both; its file is called `LEARNER.SKILL.es.json`.
//!
//! `--out -` writes the badges to standard output instead, and remembers nothing. `--status FOLDER` gives every badge its
//! place in the status list of that folder (see the example `status_list`). With the feature `rayon` all cores work, or
//! `--jobs` of them.
//!
//! Exit 0: every row was understood; 1: some rows were rejected, or some badges could not be signed, and the rest was
//! issued; 2: nothing could be done, or not all of it; what was issued until then is safe, and a second run goes on.

// Nobody outside uses an example.
#![allow(unreachable_pub)]

#[path = "../common/mod.rs"]
mod common;
mod show;
mod source;
mod store;

use std::cell::RefCell;
use std::process::ExitCode;

use common::issuing::By;
use common::ledger::LedgerFolder;
use openbadges::Framework;
use openbadges::batch::{Issuing, Journal, Reissue};
use openbadges::finding::Code;
use openbadges::framework::Skill;
use openbadges::status::{Ledger, REVOCATION};
use show::{Bar, Report};
use source::Source;
use store::{Form, Store};

const USAGE: &str = "issue_cohort --roster FILE|- --out DIR|- [--canvas MAP] [--framework FILE] [--skill ID]... \
                     [--issuer FILE] [--key FILE | --seed FILE] [--alg EdDSA|ES256|RS256] \
                     [--format data-integrity|jwt] [--status FOLDER] [--at RFC3339] [--language TAG] [--jobs N] \
                     [--files] [--images svg] [--reissue]";
const OPTIONS: &[&str] = &[
    "roster",
    "out",
    "canvas",
    "framework",
    "skill",
    "issuer",
    "key",
    "seed",
    "alg",
    "format",
    "status",
    "at",
    "language",
    "jobs",
    "images",
];

fn main() -> ExitCode {
    common::main_with_flags(USAGE, OPTIONS, &["files", "reissue"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    args.none_alone()?;
    let needed = |name: &str| args.get(name).ok_or_else(|| format!("--{name} is missing; usage: {USAGE}"));
    let (roster, out) = (needed("roster")?, needed("out")?);
    let framework = match args.get("framework") {
        Some(_) => args.load("framework", b"", Framework::from_json)?,
        None => Framework::twenty_first_century_skills(),
    };
    let framework = args.translated(framework)?;
    let named = args.all("skill").map(|id| framework.skill(id)).collect::<openbadges::Result<Vec<Skill>>>()?;
    let is_named = !named.is_empty();
    let skills = if is_named { named } else { framework.skills().collect() };
    let at = args.at()?.unwrap_or_else(common::now);
    let by = By::of(&args)?;
    let jobs = args.jobs()?;

    let source = Source::of(roster, args.get("canvas"), &framework, at)?;
    let census = source.census()?;
    let learners = census.as_ref().map(openbadges::roster::Census::learners);
    let form = match (args.get("images"), args.has("files")) {
        (Some("svg"), _) => Form::Drawings,
        (Some(other), _) => return Err(format!("--images {other}: badges are drawn as svg only").into()),
        (None, true) => Form::Files,
        (None, false) => Form::Lines,
    };
    let (mut store, journal) = match out {
        "-" if form != Form::Lines => return Err("--files and --images need a folder, not --out -".into()),
        "-" => (Store::stdout(), Journal::new()),
        folder => Store::open(folder, form)?,
    };

    let ledger;
    let reissue = if args.has("reissue") { Reissue::Always } else { Reissue::Never };
    let mut issuing = Issuing::new(&by.issuer, &skills, at)?
        .with_terms(|award| award.with_format(by.format))
        .with_journal(&journal)
        .with_reissue(reissue)
        .with_jobs(jobs)?;
    if let Some(folder) = args.get("status") {
        ledger = allocated(&issuing, &by, &source, &LedgerFolder::new(folder))?;
        issuing = issuing.with_status(&ledger, REVOCATION);
    }

    let report = RefCell::new(Report::create(roster, &store, is_named)?);
    let mut rows = source.open(census)?;
    rows.warnings().for_each(|warning| show::say(&format!("{roster}: {warning}")));
    let mut bar = Bar::new(learners);
    let records = rows.records(Some(&report)).map(|record| by.with_uri(record));
    let run = issuing.run(records).with_progress(|progress| bar.show(progress));
    let written = run.each(|answer| {
        report.borrow_mut().answer(&answer);
        store.put(&answer)
    });
    bar.clear();
    let written = written.and_then(|_| store.finish());
    let report = report.into_inner();
    if let Err(error) = written {
        return Err(match store.kept() {
            0 => error,
            kept => format!("{error}; {kept} badges were stored; run it again to go on").into(),
        });
    }
    let warning = by.warning().filter(|_| report.has_issued());
    let code = report.finish(rows.accepted(), rows.ignored())?;
    warning.iter().for_each(|warning| show::say(warning));
    match rows.into_unread() {
        Some(error) => Err(common::in_file(roster, error)),
        None => Ok(code),
    }
}

/// The ledger with an index for every badge that will be made. Other processes may be at it too: then again.
fn allocated(issuing: &Issuing<'_>, by: &By, source: &Source<'_>, folder: &LedgerFolder) -> common::Result<Ledger> {
    const TIMES: u32 = 100;
    for _ in 0..TIMES {
        let ledger = folder.ledger()?;
        let mut draft = ledger.draft();
        let mut rows = source.open_again()?;
        let records = rows.records(None).map(|record| by.with_uri(record));
        if issuing.allocate(records, &mut draft, REVOCATION, getrandom::fill)? == 0 {
            return Ok(ledger);
        }
        match folder.save(draft) {
            Err(error) if error.findings().any(|finding| finding.code() == Code::StatusConflict) => {}
            saved => return Ok(saved?),
        }
    }
    Err(format!("other processes changed the status list {TIMES} times meanwhile; try again").into())
}
