//! The built-in framework. Names are facts; every description is this crate's own wording, and so is all of the Spanish.

use super::Provenance::{Confirmed, Derived, Own, Reported};
use super::{
    Completion, Framework, Inner, Level, Points, Provenance, Publisher, Rubric, SharedAssessments, SkillData, Status,
    SubCompetency, Words, words,
};

/// A text in English and in Spanish.
type Both = (&'static str, &'static str);

/// Name, description, provenance; the id is the English name in kebab-case.
type Part = (Both, Both, Provenance);

#[rustfmt::skip]
const SUB_COMPETENCIES: &[Part] = &[
    (("Initiate learning", "Iniciar el aprendizaje"),
     ("Finds out what needs to be learned and begins without being told.",
      "Descubre qué necesita aprender y empieza sin que nadie se lo pida."), Confirmed),
    (("Focus on learning", "Concentrarse en el aprendizaje"),
     ("Sets a goal, plans the time for it and keeps distractions away.",
      "Se fija una meta, planifica el tiempo para alcanzarla y evita las distracciones."), Confirmed),
    (("Commit to learning", "Comprometerse con el aprendizaje"),
     ("Stays with it when it gets hard, and looks for help and other ways.",
      "Persevera cuando se vuelve difícil y busca ayuda y otros caminos."), Confirmed),
    (("Reflect on learning", "Reflexionar sobre el aprendizaje"),
     ("Looks back at what worked, and carries it into the next task.",
      "Revisa qué funcionó y lo aplica en la siguiente tarea."), Confirmed),
    (("Listen actively", "Escuchar activamente"),
     ("Gives full attention, asks back and repeats in own words what was heard.",
      "Presta toda su atención, hace preguntas y expresa con sus propias palabras lo que escuchó."), Confirmed),
    (("Recognize others' needs and values", "Reconocer las necesidades y los valores de los demás"),
     ("Notices what matters to other people and what they lack.",
      "Percibe qué es importante para otras personas y qué les hace falta."), Confirmed),
    (("Validate feelings and perceptions", "Validar sentimientos y percepciones"),
     ("Lets others know that what they feel and see is taken seriously.",
      "Hace saber a los demás que toma en serio lo que sienten y perciben."), Confirmed),
    (("Incorporate diverse perspectives", "Incorporar perspectivas diversas"),
     ("Seeks out views unlike the own and lets them change the outcome.",
      "Busca puntos de vista distintos del propio y deja que influyan en el resultado."), Confirmed),
    (("Speak with clarity and precision", "Hablar con claridad y precisión"),
     ("Says the point in plain, exact words that can be followed.",
      "Expresa lo esencial con palabras sencillas y exactas, fáciles de seguir."), Reported),
    (("Choose tone and words to suit", "Adecuar el tono y las palabras"),
     ("Fits tone and vocabulary to the audience and the occasion.",
      "Adapta el tono y el vocabulario al público y a la ocasión."), Reported),
    (("Recognize nonverbal cues", "Reconocer señales no verbales"),
     ("Reads faces, posture and silence, and responds to them.",
      "Interpreta rostros, posturas y silencios, y responde a ellos."), Derived),
    (("Gather and assess relevant information", "Reunir y evaluar información pertinente"),
     ("Collects what bears on the question and judges how far it can be trusted.",
      "Recopila lo que atañe a la cuestión y juzga hasta qué punto es confiable."), Confirmed),
    (("Identify patterns", "Identificar patrones"),
     ("Sees what recurs in facts or events, and what that suggests.",
      "Advierte lo que se repite en datos o sucesos y lo que eso sugiere."), Confirmed),
    (("Question assumptions", "Cuestionar supuestos"),
     ("Brings what is taken for granted into the open and tests it.",
      "Hace visible lo que se da por sentado y lo pone a prueba."), Confirmed),
    (("Draw well-reasoned conclusions", "Extraer conclusiones bien fundamentadas"),
     ("Reaches a conclusion that the evidence bears, and shows the steps.",
      "Llega a una conclusión que la evidencia respalda y muestra los pasos."), Confirmed),
    (("Learn from experience", "Aprender de la experiencia"),
     ("Turns setbacks and successes into something to do differently.",
      "Convierte los tropiezos y los logros en algo que hará de otra manera."), Reported),
    (("Exhibit flexibility", "Mostrar flexibilidad"),
     ("Changes plan or method when the situation changes.",
      "Cambia de plan o de método cuando cambia la situación."), Reported),
    (("Demonstrate self-awareness", "Demostrar autoconocimiento"),
     ("Knows own strengths, limits and reactions, and acts with them in mind.",
      "Conoce sus fortalezas, límites y reacciones, y actúa teniéndolos en cuenta."), Reported),
    (("Focus on solutions", "Enfocarse en las soluciones"),
     ("Turns from what went wrong to what can be done now.",
      "Pasa de lo que salió mal a lo que se puede hacer ahora."), Reported),
    (("Recognize and challenge cultural biases", "Reconocer y cuestionar los sesgos culturales"),
     ("Notices prejudice, the own included, and speaks up against it.",
      "Advierte los prejuicios, también los propios, y se pronuncia contra ellos."), Reported),
    (("Demonstrate curiosity", "Demostrar curiosidad"),
     ("Wants to know how others live and think, and asks with respect.",
      "Quiere saber cómo viven y piensan otras personas y pregunta con respeto."), Reported),
    (("Work toward a common goal", "Trabajar hacia una meta común"),
     ("Puts the aim of the group first and helps it get there.",
      "Pone el propósito del grupo en primer lugar y ayuda a alcanzarlo."), Derived),
    (("Share roles and responsibilities", "Compartir roles y responsabilidades"),
     ("Takes on a fair part, does it, and leaves room for others.",
      "Asume una parte justa, la cumple y deja espacio a los demás."), Derived),
    (("Exchange and build on ideas", "Intercambiar y desarrollar ideas"),
     ("Offers ideas and develops those of others.",
      "Aporta ideas y desarrolla las de los demás."), Derived),
    (("Resolve differences", "Resolver diferencias"),
     ("Works through disagreement until the group can go on.",
      "Trabaja en los desacuerdos hasta que el grupo puede seguir adelante."), Derived),
    (("Exercise convergent and divergent thinking", "Ejercer el pensamiento convergente y divergente"),
     ("Opens up many options, then narrows them to the promising ones.",
      "Abre muchas opciones y luego las reduce a las más prometedoras."), Reported),
    (("Manage ambiguity", "Manejar la ambigüedad"),
     ("Goes on with judgement while much is still unknown.",
      "Sigue adelante con buen criterio aunque aún se desconozca mucho."), Reported),
    (("Apply an iterative process", "Aplicar un proceso iterativo"),
     ("Tries, learns from the result and improves in rounds.",
      "Prueba, aprende del resultado y mejora por etapas."), Reported),
    (("Show self-efficacy", "Mostrar autoeficacia"),
     ("Trusts own ability to get something done, and begins.",
      "Confía en su capacidad para lograr algo y comienza."), Derived),
    (("Identify needs", "Identificar necesidades"),
     ("Sees what is needed before being asked.",
      "Ve lo que hace falta antes de que se lo pidan."), Derived),
    (("Respond proactively", "Responder de manera proactiva"),
     ("Acts early, before a need becomes a problem.",
      "Actúa a tiempo, antes de que una necesidad se convierta en un problema."), Derived),
    (("Follow through", "Llevar las tareas a término"),
     ("Finishes what was begun and reports on it.",
      "Termina lo que empezó e informa de los resultados."), Derived),
];

/// A skill's name, description, sub-competencies by id, provenance of the set, and the prototype names it had.
type SkillRow = (Both, Both, [&'static str; 4], Provenance, &'static [&'static str]);

#[rustfmt::skip]
const SKILLS: &[SkillRow] = &[
    (("Self-Directed Learning", "Aprendizaje autodirigido"),
     ("Learns on purpose: sets out, keeps going and looks back, and owns the whole of it.",
      "Aprende con intención: emprende, persevera y reflexiona, y se hace responsable de todo el proceso."),
     ["initiate-learning", "focus-on-learning", "commit-to-learning", "reflect-on-learning"], Confirmed, &[]),
    (("Empathy", "Empatía"),
     ("Understands what others see and feel, and uses it to build better relationships and teams.",
      "Comprende lo que otras personas ven y sienten, y lo usa para construir mejores relaciones y equipos."),
     ["listen-actively", "recognize-others-needs-and-values", "validate-feelings-and-perceptions", "incorporate-diverse-perspectives"], Confirmed, &[]),
    (("Oral Communication", "Comunicación oral"),
     ("Speaks clearly and exactly, listens, and reads what is not said in words.",
      "Habla con claridad y exactitud, escucha e interpreta lo que no se dice con palabras."),
     ["listen-actively", "speak-with-clarity-and-precision", "choose-tone-and-words-to-suit", "recognize-nonverbal-cues"], Derived, &[]),
    (("Critical Thinking", "Pensamiento crítico"),
     ("Reasons logically and with rigour from information to conclusion.",
      "Razona con lógica y rigor, desde la información hasta la conclusión."),
     ["gather-and-assess-relevant-information", "identify-patterns", "question-assumptions", "draw-well-reasoned-conclusions"], Confirmed, &[]),
    (("Resilience", "Resiliencia"),
     ("Learns from what happens, adapts, and goes on.",
      "Aprende de lo que sucede, se adapta y sigue adelante."),
     ["learn-from-experience", "exhibit-flexibility", "demonstrate-self-awareness", "focus-on-solutions"], Reported, &[]),
    (("Intercultural Fluency", "Fluidez intercultural"),
     ("Works well with people of other cultures and across their differences.",
      "Trabaja bien con personas de otras culturas y a través de sus diferencias."),
     ["recognize-and-challenge-cultural-biases", "demonstrate-curiosity", "demonstrate-self-awareness", "incorporate-diverse-perspectives"], Reported, &["Cross-Cultural Competency"]),
    (("Collaboration", "Colaboración"),
     ("Works productively with others toward a goal they share.",
      "Trabaja productivamente con otras personas hacia una meta compartida."),
     ["work-toward-a-common-goal", "share-roles-and-responsibilities", "exchange-and-build-on-ideas", "resolve-differences"], Derived, &[]),
    (("Creative Problem-Solving", "Resolución creativa de problemas"),
     ("Finds new ways to solve problems and tries them out.",
      "Encuentra nuevas formas de resolver problemas y las pone a prueba."),
     ["exercise-convergent-and-divergent-thinking", "identify-patterns", "manage-ambiguity", "apply-an-iterative-process"], Reported, &[]),
    (("Initiative", "Iniciativa"),
     ("Trusts in being able to act, sees what is needed, and does it.",
      "Confía en su capacidad de actuar, ve lo que hace falta y lo hace."),
     ["show-self-efficacy", "identify-needs", "respond-proactively", "follow-through"], Derived, &["Self-Efficacy"]),
];

const RUBRIC: &str = "performance";

#[rustfmt::skip]
const LEVELS: [(Both, u8, Both); 4] = [
    (("Emerging", "Inicial"), 1,
     ("Shows first signs of it, with much support.",
      "Muestra los primeros indicios, con mucho apoyo.")),
    (("Developing", "En desarrollo"), 2,
     ("Shows it in part or in familiar situations, with some support.",
      "Lo muestra en parte o en situaciones conocidas, con algo de apoyo.")),
    (("Proficient", "Competente"), 3,
     ("Shows it reliably and independently in a realistic task.",
      "Lo muestra de manera constante e independiente en una tarea realista.")),
    (("Exemplary", "Ejemplar"), 4,
     ("Shows it in demanding or new situations, and helps others to do so.",
      "Lo muestra en situaciones exigentes o nuevas, y ayuda a otras personas a lograrlo.")),
];

pub(super) fn twenty_first_century_skills() -> Framework {
    let levels = LEVELS.map(|(name, points, description)| Level {
        id: kebab(name.0),
        name: both(name),
        points: Points::whole(points),
        description: Some(both(description)),
    });
    let rubric = Rubric {
        id: RUBRIC.into(),
        name: both(("Performance", "Desempeño")),
        levels: levels.into(),
        required_level: "proficient".into(),
        criteria: Vec::new(),
    };
    let sub_competencies = SUB_COMPETENCIES.iter().map(|(name, description, provenance)| SubCompetency {
        id: kebab(name.0),
        name: both(*name),
        description: both(*description),
        rubric: RUBRIC.into(),
        status: Status::Adopted,
        aliases: Vec::new(),
        alignments: Vec::new(),
        provenance: Some(*provenance),
        rubric_at: 0,
    });
    let sub_competencies: Vec<_> = sub_competencies.collect();
    let skills = SKILLS.iter().map(|(name, description, parts, provenance, aliases)| SkillData {
        id: kebab(name.0),
        name: both(*name),
        description: both(*description),
        sub_competencies: parts.iter().map(|id| (*id).into()).collect(),
        required_levels: Vec::new(),
        completion: Completion::default(),
        status: Status::Adopted,
        aliases: aliases.iter().map(|alias| (*alias).into()).collect(),
        tags: vec![
            Words::both(name.0.to_lowercase(), name.1.to_lowercase()),
            both(("21st-century skills", "habilidades del siglo XXI")),
            both(("durable skills", "habilidades duraderas")),
        ],
        alignments: Vec::new(),
        provenance: Some(*provenance),
        parts: parts.iter().filter_map(|id| sub_competencies.iter().position(|s| s.id == *id)).collect(),
    });
    let skills: Vec<_> = skills.collect();
    words::framework(Inner {
        // A fixed random UUID: the Lab publishes no URI for its framework, and this crate has none to give in its name.
        id: "urn:uuid:0f4f6f2e-5f0b-4c1e-9d5a-6b1f2a7c3e84".into(),
        name: both(("21st Century Skills Micro-credentials", "Microcredenciales de habilidades del siglo XXI")),
        version: "1.0".into(),
        description: Some(both((
            "Nine skills with four sub-competencies each, after Education Design Lab; descriptions, rubric and points \
             are by the authors of the openbadges crate.",
            "Nueve habilidades con cuatro subcompetencias cada una, según Education Design Lab; las descripciones, la \
             rúbrica, los puntos y toda la traducción al español son de los autores del paquete openbadges.",
        ))),
        publisher: Publisher {
            id: "https://eddesignlab.org/".into(),
            name: "Education Design Lab".into(),
            url: Some("https://eddesignlab.org/".into()),
        },
        status: Status::Adopted,
        in_language: Some("en".into()),
        provenance: Some(Own),
        shared_assessments: SharedAssessments::Forbidden,
        rubrics: vec![rubric],
        sub_competencies,
        skills,
        languages: Vec::new(),
        edition: None,
    })
}

fn both((english, spanish): Both) -> Words {
    Words::both(english, spanish)
}

/// The English name as an id: lower case, apostrophes dropped, everything else that is no letter or digit a hyphen.
pub(super) fn kebab(name: &str) -> String {
    let kept = name.to_lowercase().replace(['\'', '’'], "");
    let words = kept.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join("-")
}
