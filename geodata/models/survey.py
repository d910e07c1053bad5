"""Surveys, their waves and questions, and results per area. Only aggregates, never answers of persons."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geodata.models.table import Table, uuid_key


class Survey(Table):
    """One instrument with its owner; two instruments are never drawn as one line."""

    __tablename__ = "survey"

    id: Mapped[uuid.UUID] = uuid_key()
    code: Mapped[str] = mapped_column(unique=True)
    name_sv: Mapped[str]
    name_en: Mapped[str]
    owner: Mapped[str]
    representative: Mapped[bool] = mapped_column(server_default=text("true"))
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))

    waves: Mapped[list["SurveyWave"]] = relationship(
        back_populates="survey", order_by="SurveyWave.fieldwork_from"
    )
    questions: Mapped[list["SurveyQuestion"]] = relationship(
        back_populates="survey", order_by="SurveyQuestion.code"
    )


class SurveyWave(Table):
    """One round of fieldwork in [fieldwork_from, fieldwork_to); `break_note` says what is not comparable."""

    __tablename__ = "survey_wave"
    __table_args__ = (UniqueConstraint("survey_id", "label"),)

    id: Mapped[uuid.UUID] = uuid_key()
    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey.id"))
    label: Mapped[str]
    fieldwork_from: Mapped[date]
    fieldwork_to: Mapped[date]
    design_effect: Mapped[float] = mapped_column(server_default=text("1"))
    break_note: Mapped[str] = mapped_column(server_default="")

    survey: Mapped[Survey] = relationship(back_populates="waves")


class SurveyQuestion(Table):
    """One question; a share counts the answers that say unsafe (`positive_means` tells in words)."""

    __tablename__ = "survey_question"
    __table_args__ = (UniqueConstraint("survey_id", "code"),)

    id: Mapped[uuid.UUID] = uuid_key()
    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey.id"))
    code: Mapped[str]
    text_sv: Mapped[str]
    text_en: Mapped[str]
    theme: Mapped[str]
    positive_means: Mapped[str] = mapped_column(server_default="")

    survey: Mapped[Survey] = relationship(back_populates="questions")


class SurveyResult(Table):
    """A published share (0 to 1) of `answers` valid answers in an area; or an index as published."""

    __tablename__ = "survey_result"
    __table_args__ = (UniqueConstraint("wave_id", "question_id", "area_id", "subgroup"),)

    id: Mapped[uuid.UUID] = uuid_key()
    wave_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_wave.id"))
    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_question.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    subgroup: Mapped[str] = mapped_column(server_default="all")
    answers: Mapped[int]
    share: Mapped[float | None]
    published_index: Mapped[float | None]
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    batch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
