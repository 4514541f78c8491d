package dev.dumplink.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=cmd|'/c calc'!A1", "+1", "-1", "@SUM(1)", "\tx", "\rx"})
    void noCellIsAFormula(String text) {
        assertThat(AuditCsv.cell(text).replace("\"", "")).isEqualTo("'" + text);
    }

    @Test
    void quotesAndCommasAndLinesStayInTheirCell() {
        assertThat(AuditCsv.cell("plain")).isEqualTo("plain");
        assertThat(AuditCsv.cell("")).isEmpty();
        assertThat(AuditCsv.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(AuditCsv.cell("say \"hi\"\n")).isEqualTo("\"say \"\"hi\"\"\n\"");
    }
}
