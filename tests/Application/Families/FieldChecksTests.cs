using ClsPortal.Application.Families;
using ClsPortal.Domain.Families;
using CsCheck;

namespace ClsPortal.Application.Tests.Families;

public sealed class FieldChecksTests
{
    private static readonly DateOnly Today = new(2019, 1, 15);

    [Theory]
    [InlineData("03 86 47 86 12", "03.86.47.86.12")]
    [InlineData("0386478612", "03.86.47.86.12")]
    [InlineData("+33 (0)3 86 47 86 12", "03.86.47.86.12")]
    [InlineData("0033386478612", "03.86.47.86.12")]
    [InlineData("+41 79 123 45 67", "+41791234567")]
    [InlineData("00386478", null)]
    [InlineData("038647861", null)]
    [InlineData("03864786123", null)]
    [InlineData("03 86 47 86 1a", null)]
    [InlineData("03+86478612", null)]
    [InlineData("12", null)]
    public void Phones_are_written_as_the_guide_writes_them(string typed, string? kept) => PhoneNumber.Of(typed).Should().Be(kept);

    [Theory]
    [InlineData("mere@famille-test.example", true)]
    [InlineData("prénom@exemple.fr", true)]
    [InlineData("mere@famille", false)]
    [InlineData("mere.famille.fr", false)]
    [InlineData("a@b.fr,c@d.fr", false)]
    [InlineData("Mère <a@b.fr>", false)]
    [InlineData("a b@c.fr", false)]
    [InlineData("a@b.fr.", false)]
    public void An_address_is_one_that_a_list_of_recipients_can_hold(string typed, bool isKept) =>
        (Check(RecordFields.Guardian, nameof(Guardian.Email), typed).Error is null).Should().Be(isKept);

    [Theory]
    [InlineData("2019-01-16", "avenir")]
    [InlineData("2001-01-15", "18 ans")]
    [InlineData("1899-12-31", "18 ans")]
    [InlineData("2011-02-29", "n’existe pas")]
    [InlineData("31-01-2011", "n’existe pas")]
    [InlineData("", "Remplissez")]
    [InlineData("2001-01-16", null)]
    [InlineData("2012-02-29", null)]
    [InlineData("2019-01-15", null)]
    public void A_date_of_birth_is_that_of_a_child(string typed, string? error)
    {
        var answer = Check(RecordFields.Child, nameof(Child.BirthDate), typed);

        if (error is null)
        {
            answer.Error.Should().BeNull();
        }
        else
        {
            answer.Error.Should().Contain(error);
        }
    }

    [Theory]
    [InlineData("89800", "89800")]
    [InlineData("89 800", "89800")]
    [InlineData("1201", "1201")]
    [InlineData("898", null)]
    [InlineData("Beine", null)]
    public void Postal_codes(string typed, string? kept) =>
        Check(RecordFields.Guardian, nameof(Guardian.PostalCode), typed).Should().Match<CheckedValue>(answer => kept == null ? answer.Error != null : answer.Value == kept);

    [Fact]
    public void Huge_texts_are_refused_with_their_length_and_control_signs_are_dropped()
    {
        Check(RecordFields.Guardian, nameof(Guardian.LastName), new string('x', 5000)).Error.Should().Contain("100 caractères").And.Contain("5000");
        Check(RecordFields.Guardian, nameof(Guardian.LastName), " Du\u0000\tpont\r\n ").Value.Should().Be("Du pont");
        Check(RecordFields.Guardian, nameof(Guardian.Address), "12 rue\r\nBeine").Value.Should().Be("12 rue\nBeine");
    }

    [Fact]
    public void What_is_kept_is_kept_again_unchanged_and_fits_its_column() => Gen.Select(Gen.Int[0, 100], Gen.String).Sample((index, typed) =>
    {
        RecordField[] fields = [.. RecordFields.Guardian, .. RecordFields.Child, .. RecordFields.Contact, .. HealthFields.For([], 2011, new Dictionary<string, string>(StringComparer.Ordinal))];
        var field = fields[index % fields.Length];
        var once = FieldChecks.Check(field, typed, Today);
        return once.Error is not null || (once.Value.Length <= field.MaxLength && FieldChecks.Check(field, once.Value, Today) == once);
    });

    private static CheckedValue Check(IReadOnlyList<RecordField> fields, string key, string typed) => FieldChecks.Check(fields.Single(field => field.Key == key), typed, Today);
}
