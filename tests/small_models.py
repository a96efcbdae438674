"""Models of a few thousand weights that know a handful of words, saved as real ones are, for what opens them."""

from pathlib import Path
from typing import Any

KNOWN = {
    "zelphora": "B-PER",
    "quin": "I-PER",
    "mary": "B-PER",
    "tom": "B-PER",
    "leeds": "B-LOC",
    "monday": "DATE",
    "blue": "B-COLOUR",
}
"""What the labelling model says of a word, whatever stands around it. Of all others it says nothing."""
LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "DATE", "B-COLOUR")
MARKS = "[PAD] [UNK] [CLS] [SEP] [MASK]".split()
WORDS = [*KNOWN, *"##driss person location lives in and met . , x ##x a b".split()]
SURE = 3.0
PROMPT = 6
"""Word pieces of the two labels, whose places tell one from the other; those of the text behind them do not matter."""


def tokenizer(longest: int) -> Any:
    from transformers import BertTokenizerFast

    vocab = {word: number for number, word in enumerate([*MARKS, *WORDS])}
    return BertTokenizerFast(vocab=vocab, do_lower_case=True, model_max_length=longest)


def bert(longest: int, **more: Any) -> Any:
    from transformers import BertConfig

    return BertConfig(
        vocab_size=len(MARKS) + len(WORDS),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=longest + 2,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        **more,
    )


def labelling(folder: Path, longest: int = 64, sure: float = SURE) -> Path:
    """A BERT for token classification that looks at one word piece at a time, and at nothing beside it."""
    import torch
    from transformers import BertForTokenClassification

    names = dict(enumerate(LABELS))
    network = BertForTokenClassification(bert(longest, id2label=names, label2id={n: at for at, n in names.items()}))
    with torch.no_grad():
        for name, weights in network.named_parameters():
            if "LayerNorm.weight" not in name:
                weights.zero_()
        vectors = network.bert.embeddings.word_embeddings.weight
        for number, word in enumerate([*MARKS, *WORDS]):
            vectors[number, LABELS.index(KNOWN.get(word, "O"))] = 1.0
        for label in range(len(LABELS)):
            network.classifier.weight[label, label] = sure
    network.save_pretrained(folder)
    tokenizer(longest).save_pretrained(folder)
    return folder


def asking(folder: Path, longest: int = 64) -> Path:
    """A GLiNER that has learned by heart that Zelphora Quindriss is a person and Leeds a location."""
    import torch
    from gliner import GLiNER
    from gliner.config import GLiNERConfig

    torch.manual_seed(7)
    torch.set_num_threads(1)
    tokenizer(longest).save_pretrained(folder / "encoder")
    config = GLiNERConfig(
        model_name=str(folder / "encoder"),
        encoder_config=bert(longest).to_dict(),
        hidden_size=32,
        max_width=3,
        max_len=40,
        dropout=0.0,
    )
    model = GLiNER.from_config(config, backbone_from_pretrained=False, local_files_only=True)
    _taught(model)
    model.save_pretrained(folder)
    return folder


def _sentences(count: int) -> list[dict[str, Any]]:
    """Filler of any length with names in it at any place: what a model needs to learn that places do not matter."""
    from random import Random

    chance, rows = Random(7), []
    for number in range(count):
        words = chance.choices("so it was and then x a b in . , lives met".split(), k=chance.randint(0, 24))
        row: dict[str, Any] = {"tokenized_text": words, "ner": []}
        if number % 3:
            place = chance.randint(0, len(words))
            name, kind = (["Zelphora", "Quindriss"], "person") if number % 3 == 1 else (["Leeds"], "location")
            words[place:place] = name
            row["ner"] = [[place, place + len(name) - 1, kind]]
        words.append(".")
        rows.append(row)
    return rows


def _taught(model: Any) -> None:
    import torch

    places = model.model.token_rep_layer.bert_layer.model.embeddings.position_embeddings.weight.requires_grad_(False)
    places[PROMPT:].zero_()
    places[:PROMPT] *= 10
    rows = _sentences(24)
    collated = model.data_collator_class(model.config, data_processor=model.data_processor, prepare_labels=True)
    batch = collated(rows, entity_types=[["person", "location"]] * len(rows))
    steps = torch.optim.Adam([each for each in model.parameters() if each.requires_grad], 0.002)
    model.train()
    for _ in range(200):
        steps.zero_grad()
        model(**batch).loss.backward()
        steps.step()
    model.eval()
