"""Topics of the IPTC Media Topics (IPTC NewsCodes, CC BY 4.0, release of 2023-10-24)."""

from __future__ import annotations

from dataclasses import dataclass

CODES: dict[str, str] = {
    "arts, culture, entertainment and media": "medtop:01000000",
    "conflict, war and peace": "medtop:16000000",
    "crime, law and justice": "medtop:02000000",
    "disaster, accident and emergency incident": "medtop:03000000",
    "economy, business and finance": "medtop:04000000",
    "education": "medtop:05000000",
    "environment": "medtop:06000000",
    "health": "medtop:07000000",
    "human interest": "medtop:08000000",
    "labour": "medtop:09000000",
    "lifestyle and leisure": "medtop:10000000",
    "politics and government": "medtop:11000000",
    "religion": "medtop:12000000",
    "science and technology": "medtop:13000000",
    "society": "medtop:14000000",
    "sport": "medtop:15000000",
    "weather": "medtop:17000000",
}
"""The code of each top-level topic, by label."""


@dataclass(frozen=True, slots=True)
class SecondTopic:
    """A topic of the second level.

    Attributes:
        label: its label.
        parent: the code of the top-level topic above it.
    """

    label: str
    parent: str


SECOND: dict[str, SecondTopic] = {
    "medtop:20000002": SecondTopic("arts and entertainment", "medtop:01000000"),
    "medtop:20000038": SecondTopic("culture", "medtop:01000000"),
    "medtop:20000045": SecondTopic("mass media", "medtop:01000000"),
    "medtop:20000056": SecondTopic("armed conflict", "medtop:16000000"),
    "medtop:20000065": SecondTopic("civil unrest", "medtop:16000000"),
    "medtop:20000082": SecondTopic("crime", "medtop:02000000"),
    "medtop:20000106": SecondTopic("judiciary", "medtop:02000000"),
    "medtop:20000121": SecondTopic("law", "medtop:02000000"),
    "medtop:20000129": SecondTopic("law enforcement", "medtop:02000000"),
    "medtop:20000139": SecondTopic("accident and emergency incident", "medtop:03000000"),
    "medtop:20000148": SecondTopic("disaster", "medtop:03000000"),
    "medtop:20000168": SecondTopic("emergency response", "medtop:03000000"),
    "medtop:20000170": SecondTopic("business information", "medtop:04000000"),
    "medtop:20000209": SecondTopic("products and services", "medtop:04000000"),
    "medtop:20000344": SecondTopic("economy", "medtop:04000000"),
    "medtop:20000385": SecondTopic("market and exchange", "medtop:04000000"),
    "medtop:20000400": SecondTopic("school", "medtop:05000000"),
    "medtop:20000415": SecondTopic("students", "medtop:05000000"),
    "medtop:20000418": SecondTopic("climate change", "medtop:06000000"),
    "medtop:20000420": SecondTopic("conservation", "medtop:06000000"),
    "medtop:20000430": SecondTopic("natural resources", "medtop:06000000"),
    "medtop:20000441": SecondTopic("nature", "medtop:06000000"),
    "medtop:20000446": SecondTopic("disease and condition", "medtop:07000000"),
    "medtop:20000461": SecondTopic("health facility", "medtop:07000000"),
    "medtop:20000498": SecondTopic("award and prize", "medtop:08000000"),
    "medtop:20000505": SecondTopic("celebrity", "medtop:08000000"),
    "medtop:20000509": SecondTopic("employment", "medtop:09000000"),
    "medtop:20000524": SecondTopic("labour relations", "medtop:09000000"),
    "medtop:20000536": SecondTopic("unions", "medtop:09000000"),
    "medtop:20000538": SecondTopic("leisure", "medtop:10000000"),
    "medtop:20000565": SecondTopic("lifestyle", "medtop:10000000"),
    "medtop:20000574": SecondTopic("election", "medtop:11000000"),
    "medtop:20000587": SecondTopic("fundamental rights", "medtop:11000000"),
    "medtop:20000593": SecondTopic("government", "medtop:11000000"),
    "medtop:20000621": SecondTopic("government policy", "medtop:11000000"),
    "medtop:20000638": SecondTopic("international relations", "medtop:11000000"),
    "medtop:20000647": SecondTopic("political crisis", "medtop:11000000"),
    "medtop:20000648": SecondTopic("political dissent", "medtop:11000000"),
    "medtop:20000649": SecondTopic("political process", "medtop:11000000"),
    "medtop:20000657": SecondTopic("belief systems", "medtop:12000000"),
    "medtop:20000696": SecondTopic("religious ritual", "medtop:12000000"),
    "medtop:20000735": SecondTopic("scientific research", "medtop:13000000"),
    "medtop:20000756": SecondTopic("technology and engineering", "medtop:13000000"),
    "medtop:20000768": SecondTopic("communities", "medtop:14000000"),
    "medtop:20000771": SecondTopic("immigration", "medtop:14000000"),
    "medtop:20000775": SecondTopic("discrimination", "medtop:14000000"),
    "medtop:20000788": SecondTopic("mankind", "medtop:14000000"),
    "medtop:20000799": SecondTopic("social condition", "medtop:14000000"),
    "medtop:20000802": SecondTopic("social problem", "medtop:14000000"),
    "medtop:20000817": SecondTopic("welfare", "medtop:14000000"),
    "medtop:20000822": SecondTopic("competition discipline", "medtop:15000000"),
    "medtop:20001108": SecondTopic("sport event", "medtop:15000000"),
    "medtop:20001125": SecondTopic("sport organisation", "medtop:15000000"),
    "medtop:20001129": SecondTopic("weather phenomena", "medtop:17000000"),
    "medtop:20001237": SecondTopic("anniversary", "medtop:08000000"),
    "medtop:20001358": SecondTopic("public health", "medtop:07000000"),
    "medtop:20001373": SecondTopic("diversity, equity and inclusion", "medtop:14000000"),
    "medtop:20001374": SecondTopic("sustainability", "medtop:06000000"),
}
"""The topics of the second level that the encoder knows, by code, in the order of its head."""
