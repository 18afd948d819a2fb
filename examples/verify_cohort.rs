//! Are all badges of a folder genuine and still good? Whatever `issue_cohort` has left there, or anybody else.
//!
//! Every `*.jsonl` is read line by line (but for `journal.jsonl`), a JSON string is a JWT; every `*.json` and `*.jwt` is a
//! badge, every `*.png` and `*.svg` an image with a badge in it. A file instead of the folder is read alone; what is in folders within it is not read, and said not to be. What is
//! lacking is fetched by nobody: hand it in with `--resources` or `--document`, as to the example `verify_badge`. With the
//! feature `rayon` all cores work, or `--jobs` of them.
//!
//! Exit 0: all are verified; 1: some are not; 3: some are undecided, and the others verified; 2: there are none, or not all
//! could be read.

mod common;

use std::cell::RefCell;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use openbadges::bake::credential_of;
use openbadges::batch::Verifying;
use openbadges::verify::{Policy, Report, TrustRegistry, Verdict, Verifier};
use sha2::{Digest, Sha256};

const USAGE: &str = "verify_cohort DIR|FILE [--resources DIR] [--document DID|URL=FILE]... \
                     [--key VERIFICATION_METHOD=MULTIKEY]... [--policy strict|certification|archive] [--trust FILE] [--at RFC3339] [--jobs N]";

/// Far more than a badge can have is not read.
const MOST: u64 = 16 << 20;

/// How many badges are told of.
const SHOWN: usize = 20;

fn main() -> ExitCode {
    common::main(USAGE, &["resources", "document", "key", "policy", "trust", "at", "jobs"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let path = args.single()?;
    let mut verifier = Verifier::new(args.get("policy").unwrap_or("strict").parse::<Policy>()?);
    if args.has("trust") {
        verifier = verifier.with_trust(args.load("trust", b"", TrustRegistry::from_json)?);
    }
    let resources = args.resources()?;
    let verifying =
        Verifying::new(&verifier, &resources, args.at()?.unwrap_or_else(common::now)).with_jobs(args.jobs()?)?;

    let (files, folders) = files(Path::new(path))?;
    let unread = RefCell::new(Vec::new());
    let badges = files.iter().flat_map(|file| Badges::of(file, file == Path::new(path), &unread));
    let mut sum = Sum::default();
    verifying.run(badges).each(|badge, report| {
        sum.add(&badge, report);
        common::Result::Ok(())
    })?;
    sum.print(path, folders);
    let unread = unread.into_inner();
    Ok(match unread.first() {
        Some(error) if unread.len() == 1 => return Err(error.as_str().into()),
        Some(error) => return Err(format!("{error} (and {} more not read)", unread.len() - 1).into()),
        None if sum.count == 0 => return Err(format!("{path}: there is no badge").into()),
        None if sum.not_verified > 0 => ExitCode::from(1),
        None if sum.undecided > 0 => ExitCode::from(3),
        None => ExitCode::SUCCESS,
    })
}

/// What may hold badges, in the order of the names, and how many folders there are beside it.
fn files(path: &Path) -> common::Result<(Vec<PathBuf>, u64)> {
    let failed = |error| format!("{}: {error}", path.display());
    if !fs::metadata(path).map_err(failed)?.is_dir() {
        return Ok((vec![path.to_owned()], 0));
    }
    let (mut files, mut folders) = (Vec::new(), 0);
    for entry in fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if file.is_dir() {
            folders += 1;
            continue;
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let is_ours = name != "journal.jsonl" && !name.starts_with('.');
        if is_ours && [".json", ".jsonl", ".jwt", ".png", ".svg"].iter().any(|end| name.ends_with(end)) {
            files.push(file);
        }
    }
    files.sort();
    Ok((files, folders))
}

/// The text of a badge, and where it stands.
struct Badge {
    place: String,
    text: Vec<u8>,
}

impl AsRef<[u8]> for Badge {
    fn as_ref(&self) -> &[u8] {
        &self.text
    }
}

/// The badges of a file.
struct Badges<'a> {
    path: &'a Path,
    file: Option<BufReader<File>>,
    is_lines: bool,
    line: u64,
    /// Why not all were read.
    unread: &'a RefCell<Vec<String>>,
}

impl<'a> Badges<'a> {
    fn of(path: &'a Path, is_alone: bool, unread: &'a RefCell<Vec<String>>) -> Self {
        let is_lines = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("jsonl"));
        // A pipe in a folder would be waited for without an end; who names one alone wants just that.
        let is_pipe = !is_alone && fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
        let file = if is_pipe { Err(std::io::Error::other("it is no file")) } else { File::open(path) };
        let mut badges = Badges { path, file: None, is_lines, line: 0, unread };
        badges.file = badges.read(file.map(BufReader::new));
        badges
    }

    fn read<T>(&self, result: std::io::Result<T>) -> Option<T> {
        let tell = |error| self.unread.borrow_mut().push(format!("{}: {error}", self.path.display()));
        result.map_err(tell).ok()
    }
}

impl Iterator for Badges<'_> {
    type Item = Badge;

    fn next(&mut self) -> Option<Badge> {
        let mut file = self.file.take()?;
        let mut text = Vec::new();
        // One byte more: what is longer is refused, not cut to what may look well.
        let mut bounded = (&mut file).take(MOST + 1);
        if !self.is_lines {
            self.read(bounded.read_to_end(&mut text))?;
            let credential = credential_of(&text).map(|credential| credential.into_owned());
            let text = self.read(credential.map_err(std::io::Error::other))?;
            return Some(Badge { place: self.path.display().to_string(), text });
        }
        loop {
            self.line += 1;
            text.clear();
            bounded.set_limit(MOST + 1);
            if self.read(bounded.read_until(b'\n', &mut text))? == 0 {
                return None;
            }
            if bounded.limit() == 0 && !text.ends_with(b"\n") {
                self.read(bounded.get_mut().skip_until(b'\n'))?;
            }
            if !text.trim_ascii().is_empty() {
                break;
            }
        }
        self.file = Some(file);
        let token = text.starts_with(b"\"").then(|| serde_json::from_slice::<String>(&text));
        if let Some(Ok(token)) = token {
            text = token.into_bytes();
        }
        Some(Badge { place: format!("{}, line {}", self.path.display(), self.line), text })
    }
}

/// What became of all.
#[derive(Default)]
struct Sum {
    count: u64,
    verified: u64,
    with_warnings: u64,
    not_verified: u64,
    undecided: u64,
    again: u64,
    told: Vec<String>,
    /// A digest of every id.
    ids: HashSet<[u8; 16]>,
}

impl Sum {
    fn add(&mut self, badge: &Badge, report: Report) {
        self.count += 1;
        let verdict = report.verdict();
        match verdict {
            Verdict::Verified => self.verified += 1,
            Verdict::VerifiedWithWarnings => self.with_warnings += 1,
            Verdict::NotVerified => self.not_verified += 1,
            _ => self.undecided += 1,
        }
        if !verdict.is_verified() && self.told.len() < SHOWN {
            const FEW: usize = 3;
            let why: Vec<_> = report.decisive().flat_map(|check| check.findings()).map(ToString::to_string).collect();
            let more = why.len().saturating_sub(FEW);
            let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
            let few = why.iter().take(FEW).map(String::as_str).collect::<Vec<_>>().join("; ");
            self.told.push(format!("{}: {verdict}: {few}{more}", badge.place));
        }
        if let Ok(verified) = report.into_verified() {
            let id = verified.credential().id.as_bytes();
            let mut key = [0; 16];
            key.iter_mut().zip(Sha256::digest(id)).for_each(|(to, from)| *to = from);
            self.again += u64::from(!self.ids.insert(key));
        }
    }

    fn print(&self, path: &str, folders: u64) {
        let mut text = format!(
            "{}: {} badge{}\nverified: {}\n",
            common::shown(path),
            self.count,
            if self.count == 1 { "" } else { "s" },
            self.verified
        );
        for (what, count) in [
            ("verified with warnings", self.with_warnings),
            ("not verified", self.not_verified),
            ("undecided", self.undecided),
            ("with an id that another has", self.again),
            ("folders in it, not looked into", folders),
        ] {
            if count > 0 {
                text += &format!("{what}: {count}\n");
            }
        }
        self.told.iter().for_each(|line| text += &format!("  {}\n", common::shown(line)));
        let more = (self.not_verified + self.undecided).saturating_sub(self.told.len() as u64);
        if more > 0 {
            text += &format!("  and {more} more\n");
        }
        _ = write!(std::io::stdout(), "{text}");
    }
}
