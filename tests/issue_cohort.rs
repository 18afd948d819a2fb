//! A class on the command line, as an institution issues it: cut off, killed, out of space, and beside one another.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

const AT: &str = "2026-05-04T09:00:00Z";
const CLASS: &str = "fixtures/class.csv";

/// The examples, built as these tests are. Cargo finds them built where it runs all tests.
fn example(name: &str) -> &'static Path {
    static BUILT: OnceLock<BTreeMap<String, PathBuf>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([
            "build",
            "--quiet",
            "--message-format=json",
            "--manifest-path",
            concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
        ]);
        cargo.args(["issue_cohort", "verify_cohort", "status_list"].iter().flat_map(|name| ["--example", name]));
        if cfg!(feature = "rayon") {
            cargo.args(["--features", "rayon"]);
        }
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        let output = cargo.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let messages = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let path = |message: serde_json::Value| {
            Some((message["target"]["name"].as_str()?.to_owned(), message["executable"].as_str()?.into()))
        };
        messages.filter_map(path).collect()
    });
    &built[name]
}

fn command(name: &str, words: &[&str]) -> Command {
    let mut command = Command::new(example(name));
    command.args(words).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command
}

fn run(name: &str, words: &[&str]) -> Ended {
    Ended::of(command(name, words).output().unwrap())
}

/// Issues for a roster into a folder, as of the same moment each time.
fn issue(roster: &str, out: &str, more: &[&str]) -> Ended {
    run("issue_cohort", &[&["--roster", roster, "--out", out, "--at", AT], more].concat())
}

#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// A folder for one test, empty at its beginning.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("issue_cohort").join(name);
        _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// A roster of so many learners who have earned one badge.
    fn roster(&self, name: &str, first: usize, count: usize) -> String {
        let skill = openbadges::Framework::twenty_first_century_skills().skill("critical-thinking").unwrap();
        let mut text = String::from("learner_id,email,sub_competency,level,assessed_on,assessor\n");
        for i in first..first + count {
            for sub in skill.sub_competencies() {
                writeln!(text, "s-{i},s{i}@example.edu,{},proficient,2026-04-17,Noor Haddad", sub.id()).unwrap();
            }
        }
        fs::write(self.path(name), text).unwrap();
        self.path(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            _ = fs::remove_dir_all(&self.0);
        }
    }
}

/// Every file of a folder.
fn files(folder: &str) -> BTreeMap<String, Vec<u8>> {
    let file = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap())
    };
    fs::read_dir(folder).unwrap().map(file).collect()
}

fn read(folder: &str, name: &str) -> String {
    fs::read_to_string(Path::new(folder).join(name)).unwrap()
}

fn lines(folder: &str, name: &str) -> usize {
    read(folder, name).lines().count()
}

#[test]
fn a_class_becomes_a_folder_of_verified_badges() {
    let folder = Folder::new("class");
    let out = folder.path("badges");
    let not_yet = "not yet: 3 badges
  s-2011, Critical Thinking: Question assumptions: you have not been assessed in it yet; Proficient is required; Draw well-reasoned conclusions: you have not been assessed in it yet; Proficient is required
  s-2004, Critical Thinking: Question assumptions: you reached Developing on 2026-04-21; Proficient is required
  s-2008, Critical Thinking: Gather and assess relevant information: you reached Emerging on 2026-04-07; Proficient is required
";
    let first = issue(CLASS, &out, &[]);
    let begin = "fixtures/class.csv: 46 rows understood\n";
    let issued = format!("issued: 9 badges (Critical Thinking 9) in {out}/badges.jsonl\n");
    assert_eq!((first.code, first.out), (Some(0), format!("{begin}{issued}{not_yet}")));
    assert_eq!((lines(&out, "badges.jsonl"), lines(&out, "journal.jsonl"), lines(&out, "report.txt")), (9, 9, 3));
    let verified = run("verify_cohort", &[&out, "--at", AT]);
    assert_eq!((verified.code, verified.out), (Some(0), format!("{out}: 9 badges\nverified: 9\n")));

    // Again: nothing new. With one learner more: just theirs.
    let before = files(&out);
    let again = issue(CLASS, &out, &[]);
    assert_eq!(
        (again.code, again.out),
        (Some(0), format!("{begin}issued: 0 badges\nissued before: 9 badges\n{not_yet}"))
    );
    assert_eq!(files(&out), before);
    let more = folder.path("more.csv");
    let row = |sub| format!("s-2013,mira@example.edu,{sub},proficient,2026-04-28,Noor Haddad\n");
    let subs = [
        "identify-patterns",
        "question-assumptions",
        "draw-well-reasoned-conclusions",
        "Gather and assess relevant information",
    ];
    fs::write(&more, fs::read_to_string(CLASS).unwrap() + &subs.map(row).concat()).unwrap();
    let third = issue(&more, &out, &["--skill", "critical-thinking"]);
    assert_eq!(third.code, Some(0));
    assert!(read(&out, "badges.jsonl").starts_with(std::str::from_utf8(&before["badges.jsonl"]).unwrap()));
    assert_eq!((lines(&out, "badges.jsonl"), lines(&out, "journal.jsonl")), (10, 10));

    // A file each: the same badges.
    let one_by_one = folder.path("files");
    assert_eq!(issue(&more, &one_by_one, &["--files"]).code, Some(0));
    let mut made = files(&one_by_one);
    let own = [".lock", "journal.jsonl", "report.txt"].map(|name| made.remove(name).is_some());
    assert_eq!(own, [true; 3]);
    let names: Vec<&str> = made.keys().map(String::as_str).collect();
    let expected = [2001, 2002, 2003, 2005, 2006, 2007, 2009, 2010, 2012, 2013];
    assert_eq!(names, expected.map(|id| format!("s-{id}.critical-thinking.json")));
    let lines = read(&out, "badges.jsonl");
    assert!(made.values().all(|badge| lines.lines().any(|line| line.as_bytes() == badge)));
    assert_eq!(
        run("verify_cohort", &[&one_by_one, "--at", AT]).out,
        format!("{one_by_one}: 10 badges\nverified: 10\n")
    );

    // Asked for: signed again, under the same ids.
    let again = issue(&more, &out, &["--reissue", "--skill", "critical-thinking"]);
    assert!(again.out.contains("issued: 10 badges"), "{again:?}");
    let verified = run("verify_cohort", &[&out, "--at", AT]);
    assert_eq!(verified.out, format!("{out}: 20 badges\nverified: 20\nwith an id that another has: 10\n"));
}

#[test]
fn every_format_and_every_kind_of_roster() {
    let folder = Folder::new("formats");
    let canvas = ["--canvas", "fixtures/canvas-map.json"];
    let (out, tokens, rsa) = (folder.path("canvas"), folder.path("tokens"), folder.path("rsa"));
    let ended = issue("fixtures/canvas-results.csv", &out, &canvas);
    assert_eq!(ended.code, Some(0));
    assert!(ended.out.starts_with("fixtures/canvas-results.csv: 12 rows understood\nissued: 2 badges"), "{ended:?}");
    assert_eq!(issue(CLASS, &tokens, &["--format", "jwt", "--alg", "ES256"]).code, Some(0));
    assert!(read(&tokens, "badges.jsonl").lines().all(|line| line.starts_with("\"ey") && line.ends_with('"')));
    assert_eq!(issue(CLASS, &rsa, &["--alg", "RS256", "--files"]).code, Some(0));
    for (folder, count) in [(out, 2), (tokens, 9), (rsa, 9)] {
        let verified = run("verify_cohort", &[&folder, "--at", AT]);
        assert_eq!((verified.code, verified.out), (Some(0), format!("{folder}: {count} badges\nverified: {count}\n")));
    }
    let roster = folder.path("class.jsonl");
    fs::write(&roster, "{\"learner\": {\"id\": \"s-1\"}, \"assessments\": []}\n{\"learner\": 1}\n").unwrap();
    let ended = issue(&roster, &folder.path("lines"), &[]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.out.contains("rejected: 1 row\n  line 2: "), "{ended:?}");
}

#[test]
fn faulty_rows_are_told_and_the_rest_is_issued() {
    let folder = Folder::new("faulty");
    let (roster, out) = (folder.path("class.csv"), folder.path("badges"));
    let faulty = "s-3001,zed@example.edu,Identify patterns,profficient,2026-04-31,Tomas Berg\n";
    fs::write(&roster, fs::read_to_string(CLASS).unwrap() + faulty).unwrap();
    let ended = issue(&roster, &out, &[]);
    assert_eq!((ended.code, lines(&out, "badges.jsonl")), (Some(1), 9));
    let line = "line 48, column 4 (level): `profficient` is no level of the rubric `performance`; did you mean `proficient`?; \
                column 5 (assessed_on): ";
    assert!(ended.out.contains(&format!("rejected: 1 row\n  {line}")), "{ended:?}");
    assert!(read(&out, "report.txt").contains(&format!("rejected: {line}")));

    // Nothing could be done.
    let header = "learner_id,email,sub_competency,level,assessed_on,assessor\n";
    fs::write(&roster, format!("{header}{faulty}")).unwrap();
    assert_eq!(issue(&roster, &folder.path("none"), &[]).code, Some(2));
    fs::write(&roster, "learner,email\ns-1,a@example.edu\n").unwrap();
    let ended = issue(&roster, &folder.path("none"), &[]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("class.csv: ") && ended.err.contains("roster.missing-column"), "{ended:?}");
    fs::write(&roster, header).unwrap();
    assert_eq!(issue(&roster, &folder.path("none"), &[]).code, Some(0));
}

#[test]
fn killed_in_the_middle_it_goes_on_where_it_ended() {
    const LEARNERS: usize = 2_500;
    let folder = Folder::new("killed");
    let roster = folder.roster("roster.csv", 0, LEARNERS);
    let skill = ["--skill", "critical-thinking"];
    for (name, more) in [("lines", vec![]), ("files", vec!["--files"])] {
        let more: Vec<&str> = skill.into_iter().chain(more).collect();
        let (whole, cut) = (folder.path(&format!("{name}-whole")), folder.path(&format!("{name}-cut")));
        assert_eq!(issue(&roster, &whole, &more).code, Some(0));

        let words = ["--roster", &roster, "--out", &cut, "--at", AT];
        let mut child = command("issue_cohort", &[&words, &*more].concat()).stdout(Stdio::null()).spawn().unwrap();
        let journal = Path::new(&cut).join("journal.jsonl");
        while fs::metadata(&journal).map_or(0, |metadata| metadata.len()) == 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let kept = lines(&cut, "journal.jsonl");
        assert!(kept > 0 && kept < LEARNERS, "{kept}");
        // The power failed too: of what was written last, not all is there.
        fs::OpenOptions::new().append(true).open(&journal).unwrap().write_all(b"{\"credential\":\"urn:u").unwrap();

        let ended = issue(&roster, &cut, &more);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let rest = LEARNERS - kept;
        assert!(ended.out.contains(&format!("issued: {rest} badges")), "{kept} {ended:?}");
        assert!(ended.out.contains(&format!("issued before: {kept} badges")), "{ended:?}");
        let (whole, cut) = (files(&whole), files(&cut));
        assert_eq!(whole.keys().collect::<Vec<_>>(), cut.keys().collect::<Vec<_>>());
        assert!(whole == cut, "the same badges in the same order, each once");
    }
}

#[test]
fn wherever_it_is_cut_off_nothing_is_lost_or_issued_twice() {
    let folder = Folder::new("cut");
    let whole = folder.path("whole");
    assert_eq!(issue(CLASS, &whole, &[]).code, Some(0));
    let whole = files(&whole);
    let (journal, badges) = (&whole["journal.jsonl"], &whole["badges.jsonl"]);
    for at in (0..journal.len()).step_by(211) {
        let cut = folder.path("cut");
        fs::create_dir_all(&cut).unwrap();
        fs::write(Path::new(&cut).join("journal.jsonl"), &journal[..at]).unwrap();
        // At least what the journal tells of was on the disk by then.
        let told = String::from_utf8_lossy(&journal[..at]).matches('\n').count();
        let end = badges.split_inclusive(|byte| *byte == b'\n').take(told).map(<[u8]>::len).sum::<usize>();
        fs::write(Path::new(&cut).join("badges.jsonl"), &badges[..(end + at * 7).min(badges.len())]).unwrap();
        assert_eq!(issue(CLASS, &cut, &[]).code, Some(0));
        assert!(files(&cut) == whole, "cut at {at}");
    }
    // Badges are gone that were issued: somebody has to look.
    let cut = folder.path("cut");
    fs::write(Path::new(&cut).join("badges.jsonl"), &badges[..100]).unwrap();
    let ended = issue(CLASS, &cut, &[]);
    let said = format!("error: {cut}/badges.jsonl has 100 bytes and should have {}, ", badges.len());
    assert!(ended.code == Some(2) && ended.err.starts_with(&said), "{ended:?}");
    // And a journal that is none is not taken for an empty one.
    fs::write(Path::new(&cut).join("journal.jsonl"), "what?\n").unwrap();
    let ended = issue(CLASS, &cut, &[]);
    assert!(ended.code == Some(2) && ended.err.contains("line 1 of the journal is no entry"), "{ended:?}");
}

#[cfg(unix)]
#[test]
fn a_full_disk_keeps_what_was_stored() {
    let folder = Folder::new("full");
    let roster = folder.roster("roster.csv", 0, 1_500);
    let (whole, full) = (folder.path("whole"), folder.path("full"));
    let skill = ["--skill", "critical-thinking"];
    assert_eq!(issue(&roster, &whole, &skill).code, Some(0));
    // Files may have 12,288,000 bytes, enough for 1,024 badges and not for all; the system says so as if the disk were full.
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 24000; exec \"$0\" \"$@\""]).arg(example("issue_cohort"));
    limited.args(["--roster", &roster, "--out", &full, "--at", AT, "--skill", "critical-thinking"]);
    let ended = Ended::of(limited.output().unwrap());
    let said = format!("error: {full}/badges.jsonl: File too large");
    assert!(ended.code == Some(2) && ended.err.starts_with(&said), "{ended:?}");
    assert!(ended.err.contains("; 1024 badges were stored; run it again to go on"), "{ended:?}");
    assert_eq!(lines(&full, "journal.jsonl"), 1024);
    assert_eq!(issue(&roster, &full, &skill).code, Some(0));
    assert!(files(&full) == files(&whole));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_said_and_does_no_harm() {
    let folder = Folder::new("pipe");
    let roster = folder.roster("roster.csv", 0, 400);
    let words = ["--roster", &roster, "--out", "-", "--at", AT, "--skill", "critical-thinking"];
    let mut child = command("issue_cohort", &words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let ended = Ended::of(child.wait_with_output().unwrap());
    assert!(ended.code == Some(2) && ended.err.starts_with("error: standard output: Broken pipe"), "{ended:?}");
    let whole = run("issue_cohort", &words);
    assert_eq!(
        (whole.code, whole.out.lines().count(), whole.out.lines().next()),
        (Some(0), 400, Some(first.trim_end()))
    );
    if Path::new("/dev/full").exists() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ended = Ended::of(command("issue_cohort", &words).stdout(full).output().unwrap());
        assert!(ended.code == Some(2) && ended.err.starts_with("error: standard output: No space left"), "{ended:?}");
    }
    // Nobody reads what it says: the badges are issued all the same.
    let out = folder.path("badges");
    let words = ["--roster", &roster, "--out", &out, "--at", AT];
    let mut child = command("issue_cohort", &words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    assert_eq!((child.wait().unwrap().code(), lines(&out, "badges.jsonl")), (Some(0), 400));
}

#[test]
fn two_processes_share_one_status_list() {
    let folder = Folder::new("status");
    let list = folder.path("list");
    assert_eq!(run("status_list", &[&list, "new", "--list", "https://badges.example.edu/status/1"]).code, Some(0));
    let rosters = [folder.roster("a.csv", 0, 60), folder.roster("b.csv", 40, 60)];
    let outs = [folder.path("a"), folder.path("b")];
    let children: Vec<_> = rosters
        .iter()
        .zip(&outs)
        .map(|(roster, out)| {
            let words = ["--roster", roster, "--out", out, "--at", AT, "--status", &list];
            command("issue_cohort", &words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in children {
        let ended = Ended::of(child.wait_with_output().unwrap());
        assert!(ended.code == Some(0) && ended.out.contains("issued: 60 badges"), "{ended:?}");
    }
    // One place for each badge, and the same for the badges of those who stand in both rosters.
    let mut places = BTreeMap::new();
    for line in outs.iter().flat_map(|out| read(out, "badges.jsonl").lines().map(str::to_owned).collect::<Vec<_>>()) {
        let badge: serde_json::Value = serde_json::from_str(&line).unwrap();
        let place = badge["credentialStatus"]["statusListIndex"].as_str().unwrap().to_owned();
        let id = badge["id"].as_str().unwrap().to_owned();
        assert_eq!(*places.entry(place).or_insert_with(|| id.clone()), id);
    }
    assert_eq!(places.len(), 100);
    assert_eq!(openbadges::status::Ledger::read(read(&list, "state.json").as_bytes()).unwrap().entries().count(), 100);
}

#[test]
fn two_processes_do_not_write_into_one_folder() {
    let folder = Folder::new("lock");
    let out = folder.path("badges");
    // It waits for its roster, and holds the folder.
    let mut words = command("issue_cohort", &["--roster", "-", "--out", &out, "--at", AT]);
    let mut first = words.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    while !Path::new(&out).join("journal.jsonl").exists() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let second = issue(CLASS, &out, &[]);
    let said = format!("error: {out}/.lock: another process is writing here\n");
    assert_eq!((second.code, second.err), (Some(2), said));
    first.stdin.take().unwrap().write_all(&fs::read(CLASS).unwrap()).unwrap();
    assert_eq!((first.wait().unwrap().code(), lines(&out, "badges.jsonl")), (Some(0), 9));
}

#[test]
fn badges_of_others_are_neither_cut_away_nor_replaced() {
    let folder = Folder::new("others");
    let seed = folder.path("my.seed");
    fs::write(&seed, "11".repeat(32)).unwrap();
    // Badges without their journal: not what was cut off, however often one tries, and whichever way it writes.
    let (out, copy) = (folder.path("badges"), folder.path("copy"));
    assert_eq!(issue(CLASS, &out, &[]).code, Some(0));
    fs::create_dir_all(&copy).unwrap();
    fs::copy(format!("{out}/badges.jsonl"), format!("{copy}/badges.jsonl")).unwrap();
    for more in [&["--seed", &seed][..], &["--files"], &[]] {
        let ended = issue(CLASS, &copy, more);
        let said = format!("error: {copy}/badges.jsonl is there without its journal.jsonl; move it away\n");
        assert_eq!((ended.code, ended.err), (Some(2), said));
        assert_eq!(read(&copy, "badges.jsonl"), read(&out, "badges.jsonl"));
    }
    // A file of the same name from another issuer stays what it is.
    for format in [&["--format", "data-integrity"], &["--format", "jwt"]] {
        let files_of = folder.path(format[1]);
        let words = [&["--files"], &format[..]].concat();
        assert_eq!(issue(CLASS, &files_of, &words).code, Some(0));
        let before = files(&files_of);
        let ended = issue(CLASS, &files_of, &[&words[..], &["--seed", &seed]].concat());
        let end = if format[1] == "jwt" { "jwt" } else { "json" };
        assert_eq!(ended.code, Some(2));
        let (_, said) = ended.err.split_once(&format!(".critical-thinking.{end}")).unwrap();
        assert_eq!(said, " is there and is another badge; each issuer and framework needs a folder of its own\n");
        let badges = |files: &BTreeMap<String, Vec<u8>>| {
            files.iter().filter(|(name, _)| name.starts_with("s-")).map(|(_, text)| text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(badges(&files(&files_of)), badges(&before));
        // One's own is replaced where that is asked for, and found again where the journal is lost.
        assert_eq!(issue(CLASS, &files_of, &[&words[..], &["--reissue"]].concat()).code, Some(0));
        fs::remove_file(format!("{files_of}/journal.jsonl")).unwrap();
        assert_eq!(issue(CLASS, &files_of, &words).code, Some(0));
        let after = files(&files_of);
        assert_eq!((badges(&after), &after["journal.jsonl"]), (badges(&before), &before["journal.jsonl"]));
    }
}

#[test]
fn no_id_of_a_learner_leaves_the_folder_or_takes_the_place_of_another() {
    let folder = Folder::new("ids");
    let (roster, out) = (folder.path("class.csv"), folder.path("badges"));
    let long = "a".repeat(10_000);
    let ids = ["../x", "con", "COM1", &long, "a\u{1b}[31mb", "s-a", "S-A", "\u{202e}abc", ".", "..", "/etc/x"];
    let skill = openbadges::Framework::twenty_first_century_skills().skill("critical-thinking").unwrap();
    let mut text = String::from("learner_id,email,sub_competency,level,assessed_on\n");
    for id in ids {
        for sub in skill.sub_competencies() {
            writeln!(text, "{id},a@example.edu,{},proficient,2026-04-17", sub.id()).unwrap();
        }
    }
    // These two cannot be signed: nobody knows whose they are.
    for (id, sub) in [&long, "z\u{1b}"].iter().flat_map(|id| skill.sub_competencies().map(move |sub| (id, sub))) {
        writeln!(text, "{id}2,,{},proficient,2026-04-17", sub.id()).unwrap();
    }
    fs::write(&roster, text).unwrap();
    let ended = issue(&roster, &out, &["--files", "--skill", "critical-thinking"]);
    assert!(ended.code == Some(1) && ended.out.contains("issued: 11 badges"), "{ended:?}");
    assert!(
        ended.out.contains(&format!("\n  {}…, Critical Thinking: at /credentialSubject: ", "a".repeat(120))),
        "{ended:?}"
    );
    assert!(ended.out.contains("\n  z\u{fffd}2, Critical Thinking: at /credentialSubject: "), "{ended:?}");
    let is_plain = |c: char| c == '\n' || !c.is_control();
    assert!(ended.out.chars().all(is_plain) && read(&out, "report.txt").chars().all(is_plain));
    let made = files(&out);
    let names: Vec<&str> = made.keys().filter_map(|name| name.strip_suffix(".critical-thinking.json")).collect();
    let kept: Vec<&str> = names.iter().map(|name| name.split_once('~').map_or(*name, |(kept, _)| kept)).collect();
    assert_eq!(kept, ["COM1", "S-A", "___x", "__", "_abc", "_etc_x", "_", "a__31mb", &"a".repeat(64), "con", "s-a"]);
    assert_eq!((made.len(), files_in(&folder.0)), (14, ["badges", "class.csv"].map(str::to_owned).to_vec()));
}

/// What there is in a folder, by name.
fn files_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn whatever_is_said_is_one_line_and_no_command_to_a_terminal() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new("terminal");
    let (roster, out) = (folder.path("\u{1b}[31m\nclass.csv"), folder.path("\u{1b}[32mbadges"));
    let (roster_said, out_said) = (folder.path("\u{fffd}[31m\u{fffd}class.csv"), folder.path("\u{fffd}[32mbadges"));
    let ended = issue(&roster, &out, &[]);
    assert_eq!(
        (ended.code, ended.err),
        (Some(2), format!("error: {roster_said}: No such file or directory (os error 2)\n"))
    );
    fs::copy(CLASS, &roster).unwrap();
    let ended = issue(&roster, &out, &[]);
    let begin = format!(
        "{roster_said}: 46 rows understood\nissued: 9 badges (Critical Thinking 9) in {out_said}/badges.jsonl\n"
    );
    assert!(ended.code == Some(0) && ended.out.starts_with(&begin), "{ended:?}");
    fs::write(format!("{out}/\u{202e}\n.json"), "{").unwrap();
    let ended = run("verify_cohort", &[&out, "--at", AT]);
    let why = "not JSON at line 1, column 2: expected a member name in double quotes";
    let said = format!(
        "{out_said}: 10 badges\nverified: 9\nnot verified: 1\n  {out_said}/\u{fffd}\u{fffd}.json: not verified: {why}\n"
    );
    assert_eq!((ended.code, ended.out), (Some(1), said));

    // An argument that is no text, and nobody who reads what is said.
    for name in ["issue_cohort", "verify_cohort"] {
        let mut words = command(name, &[]);
        let ended = Ended::of(words.arg(std::ffi::OsStr::from_bytes(b"\xff.csv")).output().unwrap());
        let said = format!("error: `\u{fffd}.csv` is not UTF-8; usage: {name} ");
        assert!(ended.code == Some(2) && ended.err.starts_with(&said), "{ended:?}");
    }
    if Path::new("/dev/full").exists() {
        let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let status = command("issue_cohort", &["--roster", "none"]).stderr(full()).status().unwrap();
        assert_eq!(status.code(), Some(2));
        assert_eq!(command("issue_cohort", &["--help"]).stdout(full()).status().unwrap().code(), Some(0));
    }
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_verified() {
    let folder = Folder::new("unread");
    let out = folder.path("badges");
    assert_eq!(issue(CLASS, &out, &[]).code, Some(0));
    fs::rename(format!("{out}/badges.jsonl"), format!("{out}/BADGES.JSONL")).unwrap();
    fs::create_dir(format!("{out}/more.json")).unwrap();
    let ended = run("verify_cohort", &[&out, "--at", AT]);
    let sum = format!("{out}: 9 badges\nverified: 9\nfolders in it, not looked into: 1\n");
    assert_eq!((ended.code, ended.out), (Some(0), sum.clone()));
    // A pipe, for which it would wait without an end, and a link to nothing.
    assert!(Command::new("mkfifo").arg(format!("{out}/a.json")).status().unwrap().success());
    std::os::unix::fs::symlink("nowhere", format!("{out}/b.json")).unwrap();
    let ended = run("verify_cohort", &[&out, "--at", AT]);
    let said = format!("error: {out}/a.json: it is no file (and 1 more not read)\n");
    assert_eq!((ended.code, ended.out, ended.err), (Some(2), sum, said));
}

#[test]
fn a_newcomer_is_told_what_to_do_next() {
    let folder = Folder::new("newcomer");
    let (seed, list, out) = (folder.path("my.seed"), folder.path("list"), folder.path("badges"));
    fs::write(&seed, "11".repeat(32)).unwrap();
    let ended = issue(CLASS, &out, &["--status", &list]);
    let said = format!(
        "error: {list}/state.json: there is no status list; a new one is made with --example status_list -- {list} new --list URL\n"
    );
    assert_eq!((ended.code, ended.err), (Some(2), said));
    fs::create_dir_all(&list).unwrap();
    fs::write(format!("{list}/state.json"), "?").unwrap();
    let ended = issue(CLASS, &out, &["--status", &list]);
    assert!(
        ended.code == Some(2) && ended.err.starts_with(&format!("error: {list}/state.json: not JSON")),
        "{ended:?}"
    );
    // What a mapping leaves out is counted, and a report of Canvas is told from a roster.
    let canvas = "fixtures/canvas-results.csv";
    let map = folder.path("map.json");
    let text =
        r#"{"outcomes":{"Weighs sorces":"identify-patterns"},"ratings":{"Mastery":"proficient"},"others":"ignore"}"#;
    fs::write(&map, text).unwrap();
    let ended = issue(canvas, &folder.path("canvas"), &["--canvas", &map]);
    let said = format!("{canvas}: 0 rows understood\nissued: 0 badges\nignored: 15 rows\n");
    assert_eq!((ended.code, ended.out, ended.err), (Some(0), said, String::new()));
    let ended = issue(canvas, &folder.path("canvas"), &[]);
    let said = "a roster begins with a row of names: learner_id, email, sub_competency, level, assessed_on, assessor; \
                a report of Canvas is read with --canvas MAP\n";
    let lacking = ["`learner_id`", "`sub_competency`", "`level` or `points`", "`assessed_on`"];
    let line = |name| format!("error: {canvas}: the header on line 1 has no column {name} [roster.missing-column]\n");
    assert_eq!((ended.code, ended.err), (Some(2), said.to_owned() + &lacking.map(line).concat()));
    for form in [&["--files"][..], &["--images", "svg"]] {
        let ended = issue(CLASS, "-", form);
        assert_eq!(
            (ended.code, ended.err),
            (Some(2), "error: --files and --images need a folder, not --out -\n".to_owned())
        );
    }
    let ended = issue(CLASS, &out, &["--images", "png"]);
    assert_eq!((ended.code, ended.err), (Some(2), "error: --images png: badges are drawn as svg only\n".to_owned()));

    // Whose badges they are, where there are any.
    let demonstration = "a demonstration key signed it, which everybody knows; for your own see --example new_key\n";
    let example = "it was issued in the name of an example college; for your own see --issuer\n";
    assert_eq!(issue(CLASS, &out, &[]).err, demonstration);
    assert_eq!(issue(CLASS, &out, &[]).err, "");
    assert_eq!(issue(CLASS, &folder.path("keyed"), &["--seed", &seed]).err, example);
    let own = ["--seed", &seed, "--issuer", "fixtures/issuer.json"];
    assert_eq!(issue(CLASS, &folder.path("own"), &own).err, "");
}
