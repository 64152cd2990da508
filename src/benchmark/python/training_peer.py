#!/usr/bin/env python3
"""The peer of training: the same models in PyTorch, one thread, dense Adam.

    training_peer.py rows FILE           writes 30,720 random rows for recipe reference-mmoe, as CSV
    training_peer.py train reference     trains reference-mmoe, batches of 1,024, and prints rows a second by epoch
    training_peer.py train shop          trains the shop's MMoE, batches of 2,048

Ids are random: the speed of a step does not depend on what is learnt.
"""
import random
import sys
import time

ROWS = {"reference": 30_720, "shop": 200_000}


def write_rows(path):
    draw = random.Random(1)
    names = [f"u{i}" for i in range(10)] + [f"i{i}" for i in range(10)]
    with open(path, "w") as file:
        file.write(",".join(names + ["click", "conversion"]) + "\n")
        for _ in range(ROWS["reference"]):
            click = draw.random() < 0.3
            conversion = click and draw.random() < 0.3
            ids = [str(int(draw.random() ** 2 * 100_000)) for _ in names]
            file.write(",".join(ids + [str(int(click)), str(int(conversion))]) + "\n")


def train(name):
    import torch
    from torch import nn
    torch.set_num_threads(1)
    torch.manual_seed(0)
    if name == "reference":
        cards, widths, numbers, shared = [5000] * 20, [16] * 20, 0, None
        experts, expert, tower, batch = 8, [256, 128], 64, 1024
    else:
        # user_id, age, segment, hour, slot, item_id, category, brand; price and views; a list of categories
        cards, widths, numbers, shared = [3000, 14, 8, 24, 5, 2000, 24, 60], [8, 4, 8, 4, 4, 8, 16, 4], 2, 6
        experts, expert, tower, batch = 4, [64], 32, 2048

    def layers(width, units):
        stack = []
        for unit in units:
            stack += [nn.Linear(width, unit), nn.ReLU()]
            width = unit
        return nn.Sequential(*stack)

    class Mmoe(nn.Module):
        def __init__(self):
            super().__init__()
            self.tables = nn.ModuleList([nn.Embedding(card + 1, width) for card, width in zip(cards, widths)])
            width = sum(widths) + numbers + (widths[shared] if shared is not None else 0)
            self.experts = nn.ModuleList([layers(width, expert) for _ in range(experts)])
            self.gates = nn.ModuleList([nn.Linear(width, experts) for _ in range(2)])
            self.towers = nn.ModuleList([nn.Sequential(layers(expert[-1], [tower]), nn.Linear(tower, 1))
                                         for _ in range(2)])

        def forward(self, ids, values, lists):
            parts = [table(ids[:, i]) for i, table in enumerate(self.tables)]
            if shared is not None:
                parts.append(nn.functional.embedding_bag(lists, self.tables[shared].weight, mode="mean"))
            if numbers:
                parts.append(values)
            features = torch.cat(parts, 1)
            mixed = torch.stack([one(features) for one in self.experts], 1)
            return [torch.sigmoid(head((mixed * torch.softmax(gate(features), 1).unsqueeze(2)).sum(1)))[:, 0]
                    for gate, head in zip(self.gates, self.towers)]

    rows = ROWS[name]
    model = Mmoe()
    adam = torch.optim.Adam(model.parameters(), lr=1e-3)
    entropy = nn.BCELoss()
    ids = torch.stack([torch.randint(0, card, (rows,)) for card in cards], 1)
    values = torch.randn(rows, max(numbers, 1))
    lists = torch.randint(0, cards[shared or 0], (rows, 4))
    click = (torch.rand(rows) < 0.3).float()
    conversion = click * (torch.rand(rows) < 0.3).float()
    for epoch in range(3):
        start = time.time()
        order = torch.randperm(rows)
        for at in range(0, rows, batch):
            part = order[at:at + batch]
            ctr, cvr = model(ids[part], values[part], lists[part])
            loss = entropy(ctr, click[part]) + entropy(ctr * cvr, conversion[part])
            adam.zero_grad()
            loss.backward()
            adam.step()
        print(f"epoch {epoch + 1}: {rows / (time.time() - start):.0f} rows a second")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "rows":
        write_rows(sys.argv[2])
    elif len(sys.argv) == 3 and sys.argv[1] == "train" and sys.argv[2] in ROWS:
        train(sys.argv[2])
    else:
        sys.exit(__doc__)
