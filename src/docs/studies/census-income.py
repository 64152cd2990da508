"""Prepares UCI Census-Income (KDD) for the studies census-income-1.yaml and census-income-2.yaml.

    python3 census-income.py census-income.test.gz DIR

writes DIR/train.csv.gz and DIR/test.csv.gz. The rows are shuffled with a fixed seed: the first 60 % are learnt from, the
next 20 % are for early stopping, the last 20 % are for judging. train.csv.gz holds the first two parts in this order,
because training takes the rows that it stops by from the end of its file (validationShare: 0.25). Feature names are those
of the codebook, census-income.names. The instance weight is left out; education and marital status become labels.
"""

import argparse
import csv
import gzip
import io
import random
from pathlib import Path

SEED = 1

COLUMNS = """age, class_of_worker, detailed_industry_recode, detailed_occupation_recode, education, wage_per_hour,
enroll_in_edu_inst_last_wk, marital_stat, major_industry_code, major_occupation_code, race, hispanic_origin, sex,
member_of_a_labor_union, reason_for_unemployment, full_or_part_time_employment_stat, capital_gains, capital_losses,
dividends_from_stocks, tax_filer_stat, region_of_previous_residence, state_of_previous_residence,
detailed_household_and_family_stat, detailed_household_summary_in_household, instance_weight,
migration_code_change_in_msa, migration_code_change_in_reg, migration_code_move_within_reg,
live_in_this_house_1_year_ago, migration_prev_res_in_sunbelt, num_persons_worked_for_employer,
family_members_under_18, country_of_birth_father, country_of_birth_mother, country_of_birth_self, citizenship,
own_business_or_self_employed, fill_inc_questionnaire_for_veterans_admin, veterans_benefits, weeks_worked_in_year, year,
total_person_income""".replace("\n", " ").split(", ")

NO_FEATURES = {"education", "marital_stat", "instance_weight", "total_person_income"}

# Associate's degree or higher.
DEGREES = {
    "Associates degree-occup /vocational",
    "Associates degree-academic program",
    "Bachelors degree(BA AB BS)",
    "Masters degree(MA MS MEng MEd MSW MBA)",
    "Prof school degree (MD DDS DVM LLB JD)",
    "Doctorate degree(PhD EdD)",
}


def labels(row):
    return {
        "income": int(row["total_person_income"] == "50000+"),
        "never_married": int(row["marital_stat"] == "Never married"),
        "education": int(row["education"] in DEGREES),
    }


def read(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as raw:
        for number, fields in enumerate(csv.reader(raw), start=1):
            if len(fields) != len(COLUMNS):
                raise SystemExit(f"{path}, line {number}: {len(fields)} fields; expected {len(COLUMNS)}")
            # Only the last field ends in a full stop.
            row = dict(zip(COLUMNS, (field.strip() for field in fields)))
            row["total_person_income"] = row["total_person_income"].removesuffix(".")
            features = {name: value for name, value in row.items() if name not in NO_FEATURES}
            yield features | labels(row)


def write(path, rows):
    # No name and no time in the header: the same rows make the same bytes.
    with open(path, "wb") as file, gzip.GzipFile("", "wb", mtime=0, fileobj=file) as packed:
        with io.TextIOWrapper(packed, encoding="utf-8", newline="") as text:
            table = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
            table.writeheader()
            table.writerows(rows)
    print(f"{path}: {len(rows)} rows,", ", ".join(f"{sum(row[label] for row in rows)} {label}" for label in
                                                  ("income", "never_married", "education")))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    rows = list(read(arguments.raw))
    random.Random(SEED).shuffle(rows)
    judged = len(rows) * 4 // 5
    arguments.out.mkdir(parents=True, exist_ok=True)
    write(arguments.out / "train.csv.gz", rows[:judged])
    write(arguments.out / "test.csv.gz", rows[judged:])


if __name__ == "__main__":
    main()
