using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
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
    [InlineData("+41 79 123 45 67", "+41 79 123 45 67")]
    [InlineData("0041791234567", "+41 79 123 45 67")]
    [InlineData("+41 (0)79 123 45 67", "+41 79 123 45 67")]
    [InlineData("+1-202-555-0123", "+1 202-555-0123")]
    [InlineData("+33 0612345678", "06.12.34.56.78")]
    [InlineData("33612345678", "06.12.34.56.78")]
    [InlineData("33 6 12 34 56 78", "06.12.34.56.78")]
    [InlineData("(06)12345678", "06.12.34.56.78")]
    [InlineData("06\u00A012\u00A034\u00A056\u00A078", "06.12.34.56.78")]
    [InlineData("06\u202F12\u202F34\u202F56\u202F78\u200B", "06.12.34.56.78")]
    [InlineData("06\u201112\u201134\u201156\u201178", "06.12.34.56.78")]
    [InlineData("\uFEFF06\u201312\u201334\u201356\u00AD78", "06.12.34.56.78")]
    [InlineData("+590 690 12 34 56", "06.90.12.34.56")]
    [InlineData("0690123456", "06.90.12.34.56")]
    [InlineData("+262 692 12 34 56", "06.92.12.34.56")]
    [InlineData("+508 50 81 23", "05.08.50.81.23")]
    [InlineData("+41 79 123 45 6", null)]
    [InlineData("+352 621 123", null)]
    [InlineData("41791234567", null)]
    [InlineData("3949", null)]
    [InlineData("06 12 34 56 7", null)]
    [InlineData("06 12 34 56 78 / 06 11 22 33 44", null)]
    [InlineData("06 12 34 56 78 poste 12", null)]
    [InlineData("0612345678 (papa)", null)]
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
    [InlineData("a.@exemple.fr", false)]
    [InlineData("a..b@exemple.fr", false)]
    [InlineData("mailto:helene@exemple.fr", false)]
    [InlineData("a@-exemple.fr", false)]
    [InlineData("a@exemple_x.fr", false)]
    [InlineData("a@[127.0.0.1]", false)]
    [InlineData("a@127.0.0.1", false)]
    public void An_address_is_one_that_a_list_of_recipients_can_hold(string typed, bool isKept) =>
        (Check(RecordFields.Guardian, nameof(Guardian.Email), typed).Error is null).Should().Be(isKept);

    [Theory]
    [InlineData(nameof(Guardian.Email), "\uFEFFclaire@exem\u00ADple.fr\u00A0", "claire@exemple.fr")]
    [InlineData(nameof(Guardian.Email), "jean\u2011marc@exemple.fr\u200B", "jean-marc@exemple.fr")]
    [InlineData(nameof(Guardian.PostalCode), "\u200B89\u202F800", "89800")]
    [InlineData(nameof(Guardian.LastName), "Le\u00A0Goff\u200B", "Le Goff")]
    [InlineData(nameof(Guardian.LastName), "Mbappé\u2011Lottin", "Mbappé\u2011Lottin")]
    public void What_was_pasted_with_a_value_and_cannot_be_seen_is_not_kept(string field, string typed, string kept) =>
        Check(RecordFields.Guardian, field, typed).Should().Be(new CheckedValue(kept, null));

    [Fact]
    public void What_is_kept_as_an_address_the_mail_library_writes_to() =>
        Gen.String[Gen.Char["ab.@-_'\"é ,:;<>()[]\\+%"], 1, 20]
            .Sample(typed => EmailAddress.Of(typed) is not { } kept || (MimeKit.MailboxAddress.TryParse(kept, out var box) && box.Address == kept));

    [Fact]
    public void Two_addresses_in_one_field_are_told_as_such() =>
        Check(RecordFields.Guardian, nameof(Guardian.Email), "claire@exemple.fr, paul@exemple.fr").Error.Should().StartWith("Une seule adresse");

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
        Check(RecordFields.Guardian, nameof(Guardian.PostalCode), typed)
            .Should()
            .Match<CheckedValue>(answer => kept == null ? answer.Error != null : answer.Value == kept);

    [Fact]
    public void Huge_texts_are_refused_with_their_length_and_control_signs_are_dropped()
    {
        Check(RecordFields.Guardian, nameof(Guardian.LastName), new string('x', 5000)).Error.Should().Contain("100 caractères").And.Contain("5000");
        Check(RecordFields.Guardian, nameof(Guardian.LastName), " Du\u0000\tpont\r\n ").Value.Should().Be("Du pont");
        Check(RecordFields.Guardian, nameof(Guardian.Address), "12 rue\r\nBeine").Value.Should().Be("12 rue\nBeine");
    }

    [Fact]
    public void What_is_kept_is_kept_again_unchanged_and_fits_its_column() =>
        Gen.Select(Gen.Int[0, 100], Gen.String)
            .Sample(
                (index, typed) =>
                {
                    RecordField[] fields =
                    [
                        .. RecordFields.Guardian,
                        .. RecordFields.Child,
                        .. RecordFields.Contact,
                        .. HealthFields.For([], 2011, new Dictionary<string, string>(StringComparer.Ordinal)),
                    ];
                    var field = fields[index % fields.Length];
                    var once = FieldChecks.Check(field, typed, Today);
                    return once.Error is not null || (once.Value.Length <= field.MaxLength && FieldChecks.Check(field, once.Value, Today) == once);
                }
            );

    private static CheckedValue Check(IReadOnlyList<RecordField> fields, string key, string typed) =>
        FieldChecks.Check(fields.Single(field => field.Key == key), typed, Today);
}
