//! What a semester costs: issuing the badges of many learners beside the cryptography, and beside the figure that a cohort of
//! the proof layer sets.
//!
//! `cargo bench --features rayon --bench cohort` issues 100,000 badges on one core and on two, slice by slice in turns with what
//! they are compared to, so that what disturbs the machine disturbs all alike; it prints the medians per badge, and ratios.
//! Without the feature only one core works. Nothing is asserted: times are the machine's. Memory is what Linux says.

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::time::{Duration, Instant};

mod common;

use common::{Bench, row};
use ed25519_dalek::Signer;
use openbadges::Framework;
use openbadges::assessment::{Assessment, Assessor, AssessorKind, Learner, Record, Score};
use openbadges::batch::{Answer, Issuing, Made, Verifying};
use openbadges::framework::Skill;
use openbadges::issue::{Issuer, Recipient};
use openbadges::key::{Secret, Seed, SigningKey};
use openbadges::model::AchievementCredential;
use openbadges::proof::{Engine, Hashes, ProofOptions, canonicalize, hashes};
use openbadges::roster::{Entry, Roster};
use openbadges::verify::{Resources, Verifier};
use sha2::{Digest, Sha256};

const ISSUER: &[u8] = include_bytes!("../fixtures/issuer.json");
const SEED: &str = include_str!("../fixtures/demonstration.seed");
const AT: &str = "2026-05-04T09:00:00Z";
/// Typed credentials that the figure is taken of, over and over.
const TYPED: usize = 64;

/// A class of any size: learners by their numbers, each proficient in all of one skill.
struct Class(Skill);

impl Class {
    fn record(&self, number: usize) -> Record {
        let assessed = |sub: &str| {
            let (score, at) = (Score::Level("proficient".into()), "2026-04-17T15:30:00Z".parse().unwrap_or_default());
            Assessment::new(sub, score, at, Assessor::new(AssessorKind::Facilitator).with_name("Grace Hopper"))
        };
        let learner = Learner::new(format!("s-{number}"))
            .with_name(format!("Learner {number}"))
            .with_identifier("emailAddress", format!("learner-{number}@example.edu"));
        Record::new(learner, self.0.sub_competencies().map(|sub| assessed(sub.id())))
    }

    fn roster(&self, numbers: std::ops::Range<usize>) -> String {
        let mut text = String::from("learner_id,email,sub_competency,level,assessed_on,assessor\n");
        for n in numbers {
            for sub in self.0.sub_competencies() {
                let (sub, day) = (sub.id(), "2026-04-17");
                text.push_str(&format!("s-{n},learner-{n}@example.edu,{sub},proficient,{day},Grace Hopper\n"));
            }
        }
        text
    }
}

/// How many learners, how many at a turn.
struct Size {
    learners: usize,
    slice: usize,
}

impl Size {
    /// The median time that each step takes for one learner.
    fn measure<const N: usize>(&self, mut steps: [&mut dyn FnMut(std::ops::Range<usize>); N]) -> [Duration; N] {
        let mut times: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::new());
        for from in (0..self.learners).step_by(self.slice) {
            for (step, times) in steps.iter_mut().zip(&mut times) {
                let start = Instant::now();
                step(from..from + self.slice);
                times.push(start.elapsed());
            }
        }
        times.map(|mut times| {
            times.sort_unstable();
            let median = times.get(times.len() / 2).copied().unwrap_or_default();
            median.div_f64(self.slice as f64)
        })
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let is_test = Bench::from_args().runs < 10;
    let size = if is_test { Size { learners: 1_000, slice: 250 } } else { Size { learners: 100_000, slice: 5_000 } };
    let class = Class(Framework::twenty_first_century_skills().skill("critical-thinking")?);
    let seed = Seed::from_hex(SEED)?;
    let issuer = Issuer::from_json(ISSUER, SigningKey::from_seed(&seed), Secret::from_seed(&seed))?;
    println!("{} learners, {} at a turn", size.learners, size.slice);
    in_memory(&size, &class, &issuer)?;
    // The rest holds texts of a slice.
    let size = Size { slice: size.slice / 5, learners: size.learners / 5 };
    to_a_file(&size, &class, &issuer)?;
    from_a_roster(&size, &class, &issuer)?;
    verified(&size, &class, &issuer)
}

/// Badges that are dropped when they were taken.
fn in_memory(size: &Size, class: &Class, issuer: &Issuer) -> Result<(), Box<dyn Error>> {
    let issuing = Issuing::new(issuer, [&class.0], AT.parse()?)?;
    // Raw: the hash of the canonical document and the signature over both hashes, by the libraries below the crate.
    let badge = issued(issuing.run([class.record(0)])).ok_or("the badge is not issued")?;
    let canonical = canonicalize(&openbadges::Document::parse(badge.as_bytes())?)?;
    let options = ProofOptions::new(issuer.verification_method()).with_created(AT.parse()?);
    let proof = hashes(&openbadges::Document::parse(badge.as_bytes())?, &options)?.proof;
    let raw_key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    let raw = || _ = black_box(raw_key.sign(&Hashes { proof, document: Sha256::digest(&canonical).into() }.to_bytes()));
    // The figure: typed credentials to proofs, in a cohort of the proof layer.
    let typed = (0..TYPED).map(|n| typed(class, issuer, n)).collect::<Result<Vec<_>, _>>()?;
    let (engine, key) = (Engine::new(), SigningKey::from_seed(&Seed::from_hex(SEED)?));
    let proofs = engine.cohort_of(typed.first().ok_or("there is none")?, &options)?;
    let figure = |numbers: std::ops::Range<usize>| {
        for typed in numbers.zip(typed.iter().cycle()).map(|(_, typed)| typed) {
            drop(black_box(proofs.document(typed).and_then(|document| proofs.secure(&document, &key))));
        }
    };
    let on_two = Issuing::new(issuer, [&class.0], AT.parse()?)?;
    #[cfg(feature = "rayon")]
    let on_two = on_two.with_jobs(2.try_into()?)?;
    let run = |issuing: &Issuing<'_>, numbers: std::ops::Range<usize>| {
        let answers = issuing.run(numbers.map(|n| class.record(n)));
        _ = answers.each(|answer| {
            drop(black_box(answer));
            Ok::<(), Box<dyn Error>>(())
        });
    };
    // All in one run, of the class and of a small one.
    run(&on_two, 0..size.learners / 100);
    let before = memory();
    run(&on_two, 0..size.learners);
    let after = memory();
    let [raw, made, figure, both, badge, on_two] = size.measure([
        &mut |numbers| numbers.for_each(|_| raw()),
        &mut |numbers| numbers.for_each(|n| drop(black_box(class.record(n)))),
        &mut |numbers| figure(numbers),
        // What two cores of this machine are worth.
        &mut |numbers| {
            let half = numbers.len() / 2;
            std::thread::scope(|scope| {
                scope.spawn(|| figure(0..half));
                figure(half..numbers.len());
            });
        },
        &mut |numbers| run(&issuing, numbers),
        &mut |numbers| run(&on_two, numbers),
    ]);
    row("raw sign (SHA-256, Ed25519)", raw, None);
    row("a record, made and dropped", made, None);
    row("the figure of a cohort", figure, Some(("raw sign", raw)));
    row("batch, 1 job", badge, Some(("the figure", figure)));
    row("the figure, on two threads", both, Some(("the figure / 2", figure / 2)));
    if cfg!(feature = "rayon") {
        row("batch, 2 jobs", on_two, Some(("the figure / 2", figure / 2)));
        row("the same", on_two, Some(("the figure, on two threads", both)));
    } else {
        println!("two jobs need the feature `rayon`");
    }
    match before.zip(after) {
        Some(([rss, peak], [rss_after, peak_after])) => {
            println!("resident after {}: {rss} KiB, at most {peak} KiB", size.learners / 100);
            println!("resident after {}: {rss_after} KiB, at most {peak_after} KiB", size.learners);
            println!("difference of the greatest: {} KiB", peak_after.saturating_sub(peak));
        }
        None => println!("how much memory is resident, only Linux says: skipped"),
    }
    Ok(())
}

/// Lines written as the badges come, beside badges in memory and beside writing the same lines.
fn to_a_file(size: &Size, class: &Class, issuer: &Issuer) -> Result<(), Box<dyn Error>> {
    let issuing = Issuing::new(issuer, [&class.0], AT.parse()?)?;
    let folder = std::env::temp_dir().join(format!("openbadges-bench-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let lines = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let run = |numbers: std::ops::Range<usize>| issuing.run(numbers.map(|n| class.record(n)));
    let mut texts = Vec::new();
    let [memory, written, plain] = size.measure([
        &mut |numbers| run(numbers).for_each(|answer| drop(black_box(answer))),
        &mut |numbers| {
            let Ok(mut to) = lines("badges.jsonl") else { return };
            run(numbers).filter_map(text).for_each(|text| _ = writeln!(to, "{text}"));
        },
        &mut |numbers| {
            if texts.is_empty() {
                texts = run(numbers).filter_map(text).collect();
            }
            let Ok(mut to) = lines("again.jsonl") else { return };
            texts.iter().for_each(|text| _ = writeln!(to, "{text}"));
        },
    ]);
    std::fs::remove_dir_all(&folder)?;
    row("plain writing", plain, None);
    row("batch, 1 job, written", written, Some(("in memory and plain writing", memory + plain)));
    Ok(())
}

/// From the table of a class: four rows each.
fn from_a_roster(size: &Size, class: &Class, issuer: &Issuer) -> Result<(), Box<dyn Error>> {
    let issuing = Issuing::new(issuer, [&class.0], AT.parse()?)?;
    let rosters: Vec<String> =
        (0..size.learners).step_by(size.slice).map(|from| class.roster(from..from + size.slice)).collect();
    let roster = |numbers: std::ops::Range<usize>| rosters.get(numbers.start / size.slice).map_or("", String::as_str);
    let framework = class.0.framework();
    let records = |text| {
        let entries = Roster::csv(text, framework).into_iter().flatten();
        entries.filter_map(|entry| if let Ok(Entry::Record(record)) = entry { Some(record) } else { None })
    };
    let count = records(roster(0..1).as_bytes()).count();
    if count != size.slice {
        return Err(format!("the roster has {count} learners").into());
    }
    let [read, badge, all] = size.measure([
        &mut |numbers| records(roster(numbers).as_bytes()).for_each(|record| drop(black_box(record))),
        &mut |numbers| issuing.run(numbers.map(|n| class.record(n))).for_each(|answer| drop(black_box(answer))),
        &mut |numbers| issuing.run(records(roster(numbers).as_bytes())).for_each(|answer| drop(black_box(answer))),
    ]);
    row("roster, four rows", read, Some(("a badge of the batch", badge)));
    row("roster to badge, 1 job", all, Some(("the two", read + badge)));
    Ok(())
}

fn verified(size: &Size, class: &Class, issuer: &Issuer) -> Result<(), Box<dyn Error>> {
    let issuing = Issuing::new(issuer, [&class.0], AT.parse()?)?;
    let texts: Vec<String> = issuing.run((0..size.slice).map(|n| class.record(n))).filter_map(text).collect();
    let (verifier, resources, now) = (Verifier::default(), Resources::new(), AT.parse()?);
    let alone = |text: &String| verifier.verify(text.as_bytes(), &resources, now);
    if !texts.iter().all(|text| alone(text).verdict().is_verified()) || texts.len() != size.slice {
        return Err("not every badge is verified".into());
    }
    let verifying = Verifying::new(&verifier, &resources, now);
    #[cfg(feature = "rayon")]
    let on_two = Verifying::new(&verifier, &resources, now).with_jobs(2.try_into()?)?;
    #[cfg(not(feature = "rayon"))]
    let on_two = Verifying::new(&verifier, &resources, now);
    let all = |verifying: &Verifying<'_>| {
        _ = verifying.run(&texts).each(|_, report| {
            drop(black_box(report));
            Ok::<(), Box<dyn Error>>(())
        });
    };
    let [one, batch, on_two] = size.measure([
        &mut |_| texts.iter().for_each(|text| drop(black_box(alone(text)))),
        &mut |_| all(&verifying),
        &mut |_| all(&on_two),
    ]);
    row("verify, one by one", one, None);
    row("verify in batch, 1 job", batch, Some(("one by one", one)));
    if cfg!(feature = "rayon") {
        row("verify in batch, 2 jobs", on_two, Some(("one by one / 2", one / 2)));
    }
    Ok(())
}

fn typed(class: &Class, issuer: &Issuer, number: usize) -> Result<AchievementCredential, Box<dyn Error>> {
    let record = class.record(number);
    let earned = class.0.evaluate(&record, AT.parse()?)?.into_earned()?;
    Ok(issuer.award(&earned, &Recipient::of(record.learner())).credential()?)
}

fn text(answer: Answer) -> Option<String> {
    match answer.into_made() {
        Made::Issued(signed) => Some(signed.to_text().to_owned()),
        _ => None,
    }
}

fn issued(mut run: impl Iterator<Item = Answer>) -> Option<String> {
    run.next().and_then(text)
}

/// What is resident, and the most that was, in KiB.
fn memory() -> Option<[u64; 2]> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let of =
        |name: &str| status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok());
    Some([of("VmRSS:")?, of("VmHWM:")?])
}
