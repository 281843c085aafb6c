using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Domain.Tests.Invoicing;

public sealed class DebtorTests
{
    private static readonly KnownGuardian[] Guardians = [new("Mme", "Mère", "Test"), new("M.", "Père", "Test"), new("", "Marie Claire", "de La Fontaine")];

    [Theory]
    [InlineData("2 rue du Serein", "", "2 rue du Serein", "")]
    [InlineData("12 rue des Vignes\nHameau de Poinchy", "", "12 rue des Vignes", "Hameau de Poinchy")]
    [InlineData("Bât. C\n12 allée des Œillets", "Bât. C", "12 allée des Œillets", "")]
    [InlineData(
        "3e étage, appt 12\nRésidence Les Clos\n4 bis avenue de la Gare\nBP 65",
        "3e étage, appt 12, Résidence Les Clos",
        "4 bis avenue de la Gare",
        "BP 65"
    )]
    [InlineData("Le Bourg", "", "Le Bourg", "")]
    [InlineData("Lieu-dit Les Quatre Vents\n7 Les Quatre Vents", "Lieu-dit Les Quatre Vents", "7 Les Quatre Vents", "")]
    [InlineData("", "", "", "")]
    public void Lines_as_people_write_them_are_sorted_into_the_parts_of_the_postal_norm(string lines, string complement, string street, string locality) =>
        PostalAddress.Of(lines, " 89800 ", "Chablis").Should().Be(new PostalAddress(complement, street, locality, "89800", "Chablis"));

    [Theory]
    [InlineData("Famille Test (n° 0119)\nMère Test\n2 rue du Serein\n89800 Chablis", "Mme", "Test", "Mère", "2 rue du Serein", "")]
    [InlineData("Mère Test\n12 rue des Vignes\nHameau de Poinchy\n89800 Chablis", "Mme", "Test", "Mère", "12 rue des Vignes", "Hameau de Poinchy")]
    [InlineData("Famille X (n° 1)\nMarie Claire de La Fontaine\n2 rue du Serein\n89800 Chablis", "", "de La Fontaine", "Marie Claire", "2 rue du Serein", "")]
    [InlineData("Famille Ancien Nom (n° 1)\nJeanne Marie Ancien Nom\n2 rue du Serein\n89800 Chablis", "", "Ancien Nom", "Jeanne Marie", "2 rue du Serein", "")]
    [InlineData("Tante Partie\n2 rue du Serein\n89800 Chablis", "", "Partie", "Tante", "2 rue du Serein", "")]
    public void The_debtor_of_an_older_invoice_is_read_from_its_text(
        string addressee,
        string civility,
        string lastName,
        string firstName,
        string street,
        string locality
    ) =>
        DebtorText
            .Read(addressee, "Ancien Nom", Guardians)
            .Should()
            .Be(new Debtor(civility, lastName, firstName, new PostalAddress("", street, locality, "89800", "Chablis")));

    [Theory]
    [InlineData("Mère Test")]
    [InlineData("Mère Test\n89800 Chablis")]
    [InlineData("Mère Test\n2 rue du Serein\nChablis")]
    [InlineData("Famille Test (n° 1)\n2 rue du Serein\nHameau\n89800 Chablis")]
    [InlineData("Anne Sophie Martin\n2 rue du Serein\n89800 Chablis")]
    [InlineData("")]
    public void What_cannot_be_told_apart_for_sure_is_left_to_a_person(string addressee) =>
        DebtorText.Read(addressee, "Test", Guardians[..2]).Should().BeNull();

    [Theory]
    [InlineData("O'Neill", "O'Neill")]
    [InlineData("D’Arc", "D'Arc")]
    [InlineData("L'Hermitte de la Tour-d'Auvergne", "L'Hermitte de la Tour-d'Auvergne")]
    [InlineData("Şahin Öztürk", "Sahin Öztürk")]
    [InlineData("Иванов", "Ivanov")]
    [InlineData("👧🏽Lou", "Lou")]
    [InlineData("Æschliman Œuvrard", "Æschliman OEuvrard")]
    [InlineData("Jean--Marie  de   La Fontaine", "Jean--Marie de La Fontaine")]
    [InlineData("Mbappé‑Lottin", "Mbappé-Lottin")]
    public void A_name_is_written_with_the_files_letters(string name, string written) =>
        TreasuryDebtor.Of(new Debtor("Mme", name, "Zoé", Home))!.LastName.Should().Be(written);

    [Theory]
    [InlineData("محمد بن علي")]
    [InlineData("李小龍")]
    [InlineData("👧🏽")]
    public void A_name_in_letters_that_nobody_can_spell_for_sure_is_no_row_of_question_marks(string name)
    {
        TreasuryDebtor.Of(new Debtor("Mme", name, "Zoé", Home)).Should().BeNull();
        TreasuryDebtor.FlawsOf(new Debtor("Mme", name, "Zoé", Home)).Should().Equal(DebtorFlaw.OtherLetters);
        TreasuryText.Of(name).Should().NotContain("?");
    }

    [Fact]
    public void All_that_the_file_requires_of_a_person_is_told_at_once()
    {
        TreasuryDebtor.FlawsOf(null).Should().Equal(DebtorFlaw.Unreadable);
        TreasuryDebtor
            .FlawsOf(new Debtor("Mlle", "", "", new PostalAddress("", "", "", "8980", "")))
            .Should()
            .Equal(DebtorFlaw.NoCivility, DebtorFlaw.NoLastName, DebtorFlaw.NoFirstName, DebtorFlaw.NoStreet, DebtorFlaw.NoPostCode, DebtorFlaw.NoTown);
        TreasuryDebtor.FlawsOf(new Debtor("M.", new string('a', 39), "b", Home)).Should().Equal(DebtorFlaw.TooLong);
        TreasuryDebtor.FlawsOf(new Debtor("M.", "a", "b", Home)).Should().BeEmpty();
    }

    [Fact]
    public void A_long_street_goes_on_below_and_keeps_its_number()
    {
        var written = TreasuryDebtor.Of(
            new Debtor("M.", "a", "b", new PostalAddress("", "127 boulevard du Maréchal Jean de Lattre de Tassigny", "Poinchy", "89 800", "Chablis"))
        )!;

        (written.Street, written.Locality, written.PostCode).Should().Be(("127 boulevard du Maréchal Jean de", "Lattre de Tassigny Poinchy", "89800"));
    }

    private static PostalAddress Home => new("", "2 rue du Serein", "", "89800", "Chablis");
}
