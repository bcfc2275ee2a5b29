"""Speakers that are described: by an office, by the kind of an organization, by the side of an interview."""

from __future__ import annotations

from tests.test_speakers import attribute, who


def test_the_sides_of_an_interview() -> None:
    article = attribute(
        "Inventor Ada Brandt told The Hill Courier about her pumps in an interview.\n\n"
        "[m1 Q1]: [q1 What is new?]\n\n[m2 A1]: [q2 The valve.]\n\n[m3 Q2]: [q3 When?]\n\n[m4 A2]: [q4 In May.]",
        {"Ada Brandt": "Person", "The Hill Courier": "Organization"},
    )
    assert who(article) == ["Hill Courier", "Ada Brandt"] * 2


def test_who_spoke_before_the_interview_answers_and_who_asks_may_be_unknown() -> None:
    article = attribute(
        "[m0 Ada Brandt] met Ivo Oda in May. Ivo Oda and the pumps of Ivo Oda impressed her, [q0 she was glad].\n\n"
        "[m1 Q]: [q1 What is new?]\n\n[m2 A]: [q2 The valve.]\n\n[m3 Q]: [q3 When?]\n\n[m4 A]: [q4 In May.]",
        {"Ada Brandt": "Person", "Ivo Oda": "Person"},
    )
    assert who(article) == ["Ada Brandt", None, "Ada Brandt", None, "Ada Brandt"]


def test_letters_outside_of_an_interview_are_no_turns() -> None:
    article = attribute("Ada Brandt came. [m1 A] [s1 said] [q1 it was late].", {"Ada Brandt": "Person"})
    assert who(article) == ["A"]


def test_an_office_of_several_fields_is_read_back_to_its_beginning() -> None:
    article = attribute(
        "[m1 Minister of Trade, Water and Culture Lena Frank] [s1 said] [q1 taxes would fall].",
        {"Lena Frank": "Person"},
    )
    assert article.speakers[0].role == "Minister of Trade, Water and Culture"


def test_a_list_gives_everybody_the_role_in_front() -> None:
    article = attribute(
        "Envoy Omar Lind, Deputy Minister of Trade Lena Frank, and others came. [m1 Lind] [s1 said] [q1 it went well].",
        {"Omar Lind": "Person", "Lena Frank": "Person", "Lind": "Person"},
    )
    assert article.speakers[0].role == "Envoy"


def test_who_says_it_next_is_no_role_of_the_name_before() -> None:
    article = attribute(
        "The plant was sold by Omar Lind, [m1 the miner] [s1 said]: [q1 wages fell]. [m2 Lind] [s2 denied] [q2 it].",
        {"Omar Lind": "Person", "Lind": "Person"},
    )
    assert next(s for s in article.speakers if s.name == "Omar Lind").role is None


def test_an_organization_is_called_by_what_stands_beside_its_name() -> None:
    article = attribute(
        "The carmaker Vexel met the airline Norda in Hill City. [m1 The airline] [s1 said] [q1 it would fly again].",
        {"Vexel": "Organization", "Norda": "Organization", "Hill City": "Location"},
        {"The airline": "organization"},
    )
    assert who(article) == ["Norda"]


def test_a_description_said_again_means_the_same() -> None:
    article = attribute(
        "[m1 Premier Lena Frank] [s1 said] [q1 taxes would fall]. [m2 The premier] [s2 added] [q2 it was time].\n\n"
        "Omar Lind, a painter, disagreed. [m3 Lind] [s3 said] [q3 it was late]. [m4 The premier] [s4 denied] [q4 it].",
        {"Lena Frank": "Person", "Omar Lind": "Person", "Lind": "Person"},
    )
    assert who(article) == ["Lena Frank", "Lena Frank", "Omar Lind", "Lena Frank"]


def test_a_document_is_taken_up_by_its_noun_with_the_fullest_description() -> None:
    article = attribute(
        "[m1 A notice published by Norda] [s1 said] [q1 gates would close]. Crowds came. It rained all day long.\n\n"
        "Nobody went. [m2 The notice] [s2 added] that [q2 they would stay shut].",
        {"Norda": "Organization"},
        {"A notice": "document", "The notice": "document"},
    )
    assert who(article) == ["A notice published by Norda"] * 2


def test_a_document_that_was_no_source_before_is_named_as_it_was_introduced() -> None:
    article = attribute(
        "The town has a report on the floods. [m1 The document] [s1 says] [q1 dams broke].",
        {},
        {"The document": "document"},
    )
    assert who(article) == ["a report on the floods"]


def test_a_letter_speaks_for_whoever_signed_it_under_another_noun_too() -> None:
    article = attribute(
        "The letter, signed by Lena Frank, whom Omar Lind knows, came late. [m1 The note] [s1 says] [q1 it rained].",
        {"Lena Frank": "Person", "Omar Lind": "Person"},
        {"The note": "document"},
    )
    assert who(article) == ["Lena Frank"]


def test_the_state_is_no_organization_of_another_name() -> None:
    article = attribute(
        "Norda saw it. [m1 Norda] [s1 said] [q1 it was late]. [m2 The State] [s2 alleged] [q2 theft].",
        {"Norda": "Organization"},
        {"The State": "organization"},
    )
    assert who(article) == ["Norda", "The State"]


def test_a_bare_plural_is_somebody_new() -> None:
    article = attribute(
        "The Hill Traders Club met. [m1 The Hill Traders Club] [s1 said] [q1 it was late]. [m2 Traders] [s2 denied] "
        "[q2 it].",
        {"Hill Traders Club": "Organization"},
        {"Traders": "group"},
    )
    assert who(article) == ["Hill Traders Club", "Traders"]


def test_shares_of_different_size_are_different_people() -> None:
    article = attribute(
        "[m1 40 per cent of the farmers] [s1 said] [q1 it rained], but [m2 41 per cent] [s2 said] [q2 no].",
        {},
    )
    assert len(set(who(article))) == 2


def test_a_name_alone_stays_with_the_one_who_was_called_so() -> None:
    article = attribute(
        "Harbour master Oskar Lind met the press. Lind's wife, Tora Lind, was there. [m1 She] said [q1 it rained]. "
        "[q2 “We waited,”] [m2 Lind] replied.",
        {"Oskar Lind": "Person", "Tora Lind": "Person"},
    )
    assert who(article) == ["Tora Lind", "Oskar Lind"]


def test_who_is_introduced_as_anothers_daughter_is_not_the_one_before() -> None:
    article = attribute(
        "[m1 A pensioner from Lund] said [q1 she was cheated]. Her daughter, [m2 Mia Berg], added [q2 nobody paid].",
        {"Mia Berg": "Person"},
    )
    assert who(article) == ["A pensioner from Lund", "Mia Berg"]
