"""From statements to speakers: every source is read, resolved and counted, in the order of the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.encoder.encoded import EncodedArticle
from pipeline.entities.mentions import EntityMention, entity_mentions
from pipeline.layout.roles import speaker_headings
from pipeline.records import (
    AttributedStatement,
    Considered,
    Evidence,
    EvidenceStep,
    QuotesArticle,
    Span,
    Speaker,
    SpeakersArticle,
    SpeakerType,
    Statement,
)
from pipeline.speakers.antecedents import Choice, resolve_description, resolve_name, resolve_pronoun
from pipeline.speakers.appositions import kinds_beside, shown_role
from pipeline.speakers.authorship import Authors
from pipeline.speakers.context import Context
from pipeline.speakers.dialogue import Dialogue
from pipeline.speakers.gender import lean_genders
from pipeline.speakers.implicit import imply_speaker
from pipeline.speakers.naming import mend_names
from pipeline.speakers.nouns import EITHER
from pipeline.speakers.parties import Parties, Party, tidy_description
from pipeline.speakers.phrases import Phrase, author_phrase, main_words, read_phrase
from pipeline.speakers.salience import Discourse

_LONG_DESCRIPTION = 100


@dataclass(frozen=True, slots=True)
class _Attribution:
    party: Party | None
    evidence: Evidence
    probability: float
    chain: list[EvidenceStep]
    others: tuple[Choice, ...] = ()


class Resolution:
    """The resolution of one article's speakers.

    Args:
        article: the article with its statements.
        encoded: the encoder's output for the same text.
    """

    def __init__(self, article: QuotesArticle, encoded: EncodedArticle) -> None:
        self.article = article
        self.encoded = encoded
        mentions = [(m.start, m.end) for s in article.statements if (m := s.mention)]
        sources = [(start, end, self._type_at(start) == "person") for start, end in mentions]
        self.context = Context(article, mend_names(article.text, entity_mentions(encoded), sources))
        self.parties = Parties(self.context)
        for party in self.parties.all:
            if party.type == "organization" and not party.place:
                party.roles += [role for mention in party.mentions for role in kinds_beside(self.context, *mention)]
        self.discourse = Discourse(self.context, encoded)
        lean_genders(self.context, self.parties)
        self.authors = Authors(self.context, self.parties)
        self.dialogue = Dialogue(self.discourse, self.parties)
        self._resolved: dict[tuple[int, int], _Attribution] = {}
        self._settled = 0
        self._shared: dict[tuple[int, int], Choice] = {}
        self.headings = self._headings()

    def run(self) -> SpeakersArticle:
        """Attribute all statements."""
        done: list[tuple[Statement, _Attribution]] = []
        for statement in self.article.statements:
            before = [(s, a.party) for s, a in done]
            attribution = self._attribute(statement, before)
            done.append((statement, attribution))
            if attribution.party is not None:
                at = statement.mention.start if statement.mention else statement.spans[0].start
                self.discourse.note(at, attribution.party)
        return self._record(done)

    def _attribute(self, statement: Statement, before: list[tuple[Statement, Party | None]]) -> _Attribution:
        if statement.mention is None:
            implied = imply_speaker(
                statement, self.headings, self.parties.near(statement.spans[0].start), before, self.discourse
            )
            if implied is None:
                return _Attribution(None, "none", 0.85, [])
            step = self._step(implied.reason, implied.span, implied.probability)
            return _Attribution(implied.party, implied.evidence, implied.probability, [step], implied.others)
        place = (statement.mention.start, statement.mention.end)
        phrase = read_phrase(self.context, *place)
        if place not in self._resolved:
            self._settle_names(phrase.start)
            self._resolved[place] = self._resolve(phrase, statement)
        resolved = self._resolved[place]
        if resolved.party is not None:
            resolved.party.add(phrase.start, phrase.end)
            self.discourse.sources.add((phrase.start, phrase.end))
            if phrase.name:
                self.discourse.sources.add((phrase.name.start, phrase.name.end))
        return resolved

    def _settle_names(self, offset: int) -> None:
        """Say whose the names before a place are that several people bear."""
        pending = self.parties.ambiguous
        while self._settled < len(pending) and pending[self._settled][0].start < offset:
            name, bearers = pending[self._settled]
            choice = resolve_name(name, bearers, self.discourse)
            self.parties.assign(name, choice.party if choice else bearers[0])
            if choice:
                self._shared[name.start, name.end] = choice
            self._settled += 1

    def _resolve(self, phrase: Phrase, statement: Statement) -> _Attribution:
        first = self._step("named by the attribution", (phrase.start, phrase.end))
        own = [(s.start, s.end) for s in statement.spans]
        if self.dialogue.labels(phrase):
            side = self.dialogue.of(phrase)
            if side is None:
                return _Attribution(None, "none", 0.85, [first])
            return self._chosen(side, first, "the turn of the interview is of")
        if phrase.kind == "pronoun":
            choice = resolve_pronoun(phrase, self.parties.near(phrase.start), self.discourse, own)
            if choice is None:
                return _Attribution(None, "cue", 0.5, [first])
            return self._chosen(choice, first, "the pronoun stands for")
        if phrase.kind == "joint":
            members = [self.parties.of(e) for e in phrase.parts]
            joined = self.parties.join([m for m in members if m], phrase.start, phrase.end)
            return _Attribution(joined, "cue", 0.95, [first])
        if phrase.kind == "name" and phrase.name is not None:
            party, probability = self._named(phrase.name)
            shared = self._shared.get((phrase.name.start, phrase.name.end))
            if shared is None:
                return _Attribution(party, "cue", probability, [first])
            step = self._step("of those who bear the name, the likeliest is", shared.mention, shared.probability)
            return _Attribution(party, "cue", probability, [first, step], shared.others)
        if phrase.head in EITHER and self._type_at(phrase.start) == "document":
            phrase = replace(phrase, type="document")
        if phrase.type == "document":
            author = self._author(phrase, own)
            if author is not None:
                return self._chosen(author, first, "the document speaks for its author")
        if phrase.type is None:
            phrase = replace(phrase, type=self._type_at(phrase.start))
        choice = resolve_description(phrase, self.parties.near(phrase.start), self.discourse, own)
        if choice is not None:
            if not choice.party.named:
                self._redescribe(choice.party, phrase)
            self.discourse.called[phrase.head, phrase.words] = choice.party
            return self._chosen(choice, first, "the description stands for")
        introduced = self.authors.introduction(phrase) if phrase.type == "document" else None
        if introduced is not None:
            party = self._new(replace(read_phrase(self.context, *introduced), type="document"))
            return self._chosen(Choice(party, 0.8, introduced), first, "the description stands for")
        return _Attribution(self._new(phrase), "cue", 0.83, [first])

    def _chosen(self, choice: Choice, first: EvidenceStep, reason: str) -> _Attribution:
        step = self._step(reason, choice.mention, choice.probability)
        return _Attribution(choice.party, "cue", choice.probability, [first, step], choice.others)

    def _step(self, reason: str, place: tuple[int, int], probability: float | None = None) -> EvidenceStep:
        score = None if probability is None else round(probability, 4)
        return EvidenceStep(reason=reason, span=self._span(*place), score=score)

    def _named(self, name: EntityMention) -> tuple[Party, float]:
        """The party that a name names."""
        self._settle_names(name.end)
        party = self.parties.of(name)
        if party is not None:
            return party, 0.97
        if name.label == "Person":
            return self.parties.name_person(name.start, name.end), 0.9
        return self.parties.name_organization(name.start, name.end), 0.9

    def _author(self, phrase: Phrase, own: list[tuple[int, int]]) -> Choice | None:
        """The person for whom a document speaks."""
        author = author_phrase(self.context, phrase)
        if author is not None and author.name is not None:
            party, probability = self._named(author.name)
            return Choice(party, probability, (author.name.start, author.name.end))
        if author is not None and author.kind == "pronoun":
            return resolve_pronoun(author, self.parties.near(author.start), self.discourse, own)
        if author is not None and author.kind == "description":
            return resolve_description(author, self.parties.near(author.start), self.discourse, own) or Choice(
                self._new(author), 0.7, (author.start, author.end)
            )
        return self.authors.of(phrase)

    def _new(self, phrase: Phrase) -> Party:
        party = self.parties.describe(phrase.type or "unknown", phrase.start, phrase.end)
        party.head, party.words = phrase.head, phrase.words
        party.gender, party.plural = phrase.gender, bool(phrase.plural)
        return party

    def _redescribe(self, party: Party, phrase: Phrase) -> None:
        """Take over a description that says all that the one so far says, and more."""
        said = tidy_description(self.context.text[phrase.start : phrase.end])
        if main_words(said) > main_words(party.label) and len(said) < _LONG_DESCRIPTION:
            party.label = said
        party.words |= phrase.words

    def _type_at(self, offset: int) -> SpeakerType:
        """What the encoder takes the source for that begins at ``offset``."""
        rows = self.encoded.tags["source_type"]
        if not len(rows):
            return "unknown"
        row = rows[self.encoded.piece_at(offset)]
        found: SpeakerType = self.encoded.labels["source_type"][int(row.argmax())]  # type: ignore[assignment]
        return found

    def _headings(self) -> dict[int, tuple[Party, tuple[int, int]]]:
        found = {}
        for paragraph, heading in speaker_headings(self.context.text, self.article.paragraphs).items():
            place = self.article.paragraphs[heading]
            comma = self.context.text.find(",", place.start, place.end)
            end = comma if comma > place.start else place.end
            # the name stands in front, a role behind the comma
            phrase = read_phrase(self.context, place.start, end)
            party = self.parties.of(phrase.name) if phrase.name else None
            if party is None or party.place:
                party = self.parties.name_person(place.start, end)
            found[paragraph] = (party, (place.start, place.end))
        return found

    def _span(self, start: int, end: int) -> Span:
        span: Span = Span.of(self.context.text, start, end)
        return span

    def _name(self, party: Party) -> str:
        """The fullest name; several are named as the article joins them, where it does so at the greatest length."""
        if not party.members:
            return party.label
        joined = (self._joined(party, start, end) for start, end in party.mentions)
        return max((name for name in joined if name), key=len, default=party.label)

    def _joined(self, party: Party, start: int, end: int) -> str:
        places = [m for member in party.members for m in member.mentions if start <= m[0] and m[1] <= end]
        return tidy_description(self.context.text[min(p[0] for p in places) : end]) if places else ""

    def _record(self, done: list[tuple[Statement, _Attribution]]) -> SpeakersArticle:
        order: list[Party] = []
        for _, attribution in done:
            if attribution.party is not None and attribution.party not in order:
                order.append(attribution.party)
        ids = {id(party): f"s{i}" for i, party in enumerate(order, 1)}
        statements = [
            AttributedStatement(
                **{**dict(s), "confidence": round(s.confidence * a.probability, 4)},
                speaker=ids[id(a.party)] if a.party is not None else None,
                evidence=a.evidence,
                chain=a.chain,
                considered=[self._considered(choice, ids) for choice in a.others],
            )
            for s, a in done
        ]
        speakers = [self._speaker(p, ids[id(p)], sum(a.party is p for _, a in done)) for p in order]
        fields = {name: getattr(self.article, name) for name in type(self.article).model_fields}
        return SpeakersArticle(**{**fields, "stage": "speakers", "statements": statements, "speakers": speakers})

    def _considered(self, choice: Choice, ids: Mapping[int, str]) -> Considered:
        return Considered(
            name=self._name(choice.party),
            speaker=ids.get(id(choice.party)),
            span=self._span(*choice.mention),
            score=round(choice.probability, 4),
        )

    def _speaker(self, party: Party, id_: str, statements: int) -> Speaker:
        name = self._name(party)
        forms = [n.text for n in party.names] + [tidy_description(f) for f in party.forms]
        return Speaker(
            id=id_,
            name=name,
            type=party.type,
            named=party.named,
            aliases=list(dict.fromkeys(f for f in forms if f != name)),
            role=shown_role(party.roles) if party.type == "person" else None,
            gender=party.gender or party.leaning,
            mentions=[self._span(s, e) for s, e in sorted(party.mentions)],
            statements=statements,
        )
